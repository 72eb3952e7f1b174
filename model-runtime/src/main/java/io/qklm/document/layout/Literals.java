package io.qklm.document.layout;

import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds addresses, handles, hashtags, paths, code and markup in a text. */
public final class Literals {

  private static final Pattern ADDRESS =
      Pattern.compile("(?:[a-zA-Z][a-zA-Z0-9+.-]{1,15}://|www\\.|mailto:)[^\\s<>\"]++");

  private static final Pattern MAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}_+-][\\p{L}\\p{N}._+'’-]{0,63}+@[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]++)++");

  private static final Pattern DOMAIN =
      Pattern.compile("(?:[a-z0-9-]++\\.)+([a-z]{2,6})(?:/[^\\s<>\"]*+)?+");

  private static final Set<String> TOP_DOMAINS =
      Set.of(
          "com", "org", "net", "gov", "edu", "mil", "int", "info", "biz", "io", "co", "uk", "de",
          "fr", "es", "it", "nl", "eu", "ch", "at", "ru", "cn", "jp", "au", "ca", "us", "in", "br",
          "tv", "me", "ly", "gl", "gd", "be", "se", "no", "dk", "fi", "pl", "ie", "nz", "news",
          "example", "test");

  private static final Set<String> FILE_ENDINGS =
      Set.of(
          "txt", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "csv", "tsv", "json", "jsonl",
          "xml", "html", "htm", "css", "js", "ts", "java", "py", "rb", "go", "rs", "c", "h", "cpp",
          "cs", "php", "sh", "bat", "exe", "dll", "so", "jar", "zip", "gz", "tar", "jpg", "jpeg",
          "png", "gif", "svg", "webp", "mp3", "mp4", "avi", "mov", "log", "yml", "yaml", "toml",
          "ini", "conf", "md", "sql", "parquet");

  private static final Pattern HANDLE = Pattern.compile("[@＠][\\p{L}\\p{N}_]{1,50}+");

  private static final Pattern HASHTAG =
      Pattern.compile("[#＃][\\p{L}\\p{N}_]*\\p{L}[\\p{L}\\p{N}_]*+");

  private static final Pattern PATH =
      Pattern.compile(
          "(?:~|\\.{1,2})?(?:/[\\p{L}\\p{N}._%+-]++){2,}+/?|(?:[A-Za-z]:|\\\\)\\\\[^\\s<>\"]++|10\\.\\d{4,9}/[^\\s<>\"]++");

  private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{N}._/-]++");

  private static final Pattern REFERENCE =
      Pattern.compile("&(?:[a-zA-Z]{2,10}|#[0-9]{1,6}|#x[0-9a-fA-F]{1,6});");

  private static final Pattern QUOTED_CODE = Pattern.compile("`[^`\\v]{1,200}+`");

  /** What a line of code begins with. */
  private static final Pattern CODE_WORD =
      Pattern.compile(
          "(?:import|package|def|public|private|static|const|let|var|return|function|class)\\b.*");

  /** UTF-16 units of a line of code, and of a word that is looked at for a path, at most. */
  private static final int LONGEST_CODE = 300;

  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "[\\p{L}\\p{N}]++(?:_[\\p{L}\\p{N}]++)++(?:\\(\\))?|[\\p{L}\\p{N}_.]++\\(\\)");

  private Literals() {}

  /** The literals of a text in their order, never overlapping. */
  public static List<Literal> in(String text) {
    List<Literal> found = new ArrayList<>();
    for (HtmlTag tag : HtmlTag.inParagraphs(text)) {
      found.add(new Literal(Literal.Kind.MARKUP, tag.span()));
    }
    if (text.indexOf('&') >= 0) {
      find(REFERENCE, text, Literal.Kind.MARKUP, found);
    }
    words(text, found);
    if (text.indexOf('`') >= 0) {
      find(QUOTED_CODE, text, Literal.Kind.ADDRESS, found);
    }
    if (text.indexOf('{') >= 0 || text.indexOf(';') >= 0) {
      codeLines(text, found);
    }
    return withoutOverlap(found);
  }

  /** Lines that end as code does and have its signs. */
  private static void codeLines(String text, List<Literal> found) {
    for (int start = 0; start < text.length(); ) {
      int end = start;
      while (end < text.length() && !Line.endsLine(text.charAt(end))) {
        end++;
      }
      if (end - start <= LONGEST_CODE && isCode(text.substring(start, end).strip())) {
        found.add(new Literal(Literal.Kind.ADDRESS, new Span(start, end)));
      }
      start = end + 1;
    }
  }

  private static boolean isCode(String line) {
    if (line.isEmpty() || ";{}".indexOf(line.charAt(line.length() - 1)) < 0) {
      return false;
    }
    return line.length() <= 2
        || line.contains("=")
        || line.contains("()")
        || line.contains("(\"")
        || CODE_WORD.matcher(line).matches();
  }

  /** Looks at the words, which white space parts: each is looked at once by each pattern. */
  private static void words(String text, List<Literal> found) {
    int at = 0;
    while (at < text.length()) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      int start = at;
      boolean odd = false;
      boolean dotted = false;
      while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
        char c = text.charAt(at);
        odd |= c == '@' || c == '#' || c == '/' || c == '\\' || c == '_' || c == '(' || c > 0xFF00;
        dotted |=
            c == '.' && at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1));
        at++;
      }
      if (odd || dotted) {
        word(text, new Span(start, at), found);
      }
    }
  }

  private static void word(String text, Span word, List<Literal> found) {
    int before = found.size();
    find(ADDRESS, text, word, Literal.Kind.ADDRESS, found);
    find(MAIL, text, word, Literal.Kind.ADDRESS, found);
    if (found.size() > before) {
      return;
    }
    int end = trimmedEnd(text, word);
    int start = trimmedStart(text, word, end);
    if (start >= end) {
      return;
    }
    String bare = text.substring(start, end);
    if (isPath(bare) || isDomain(bare) || IDENTIFIER.matcher(bare).matches()) {
      found.add(new Literal(Literal.Kind.ADDRESS, new Span(start, end)));
      return;
    }
    tags(HANDLE, text, word, Literal.Kind.HANDLE, found);
    tags(HASHTAG, text, word, Literal.Kind.HASHTAG, found);
  }

  private static boolean isPath(String word) {
    if (word.length() > LONGEST_CODE) {
      return false;
    }
    if (PATH.matcher(word).matches()) {
      return true;
    }
    int dot = word.lastIndexOf('.');
    return dot > 0
        && FILE_ENDINGS.contains(word.substring(dot + 1).toLowerCase(Locale.ROOT))
        && FILE_NAME.matcher(word).matches();
  }

  private static boolean isDomain(String word) {
    Matcher domain = DOMAIN.matcher(word);
    return word.length() <= LONGEST_CODE
        && domain.matches()
        && TOP_DOMAINS.contains(domain.group(1));
  }

  /** Signs behind which a word stands, where no word stands before them. */
  private static void tags(
      Pattern pattern, String text, Span word, Literal.Kind kind, List<Literal> found) {
    Matcher matcher = pattern.matcher(text).region(word.start(), word.end());
    while (matcher.find()) {
      int at = matcher.start();
      boolean inside =
          at > word.start()
              && (Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '&');
      if (!inside) {
        found.add(new Literal(kind, new Span(at, matcher.end())));
      }
    }
  }

  private static void find(Pattern pattern, String text, Literal.Kind kind, List<Literal> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(new Literal(kind, new Span(matcher.start(), matcher.end())));
    }
  }

  private static void find(
      Pattern pattern, String text, Span word, Literal.Kind kind, List<Literal> found) {
    Matcher matcher = pattern.matcher(text).region(word.start(), word.end());
    while (matcher.find()) {
      Span span = new Span(matcher.start(), matcher.end());
      found.add(new Literal(kind, new Span(span.start(), trimmedEnd(text, span))));
    }
  }

  /** Before punctuation that belongs to the sentence. */
  private static int trimmedEnd(String text, Span word) {
    int end = word.end();
    while (end > word.start() + 1 && ".,;:!?\"'’”»)]}>…".indexOf(text.charAt(end - 1)) >= 0) {
      if (text.charAt(end - 1) == ')' && text.substring(word.start(), end - 1).indexOf('(') >= 0) {
        break;
      }
      end--;
    }
    return end;
  }

  private static int trimmedStart(String text, Span word, int end) {
    int start = word.start();
    while (start < end && "\"'‘’“«([{<".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return start;
  }

  private static List<Literal> withoutOverlap(List<Literal> found) {
    found.sort(
        Comparator.comparingInt((Literal literal) -> literal.span().start())
            .thenComparingInt(literal -> -literal.span().end()));
    List<Literal> kept = new ArrayList<>(found.size());
    int end = 0;
    for (Literal literal : found) {
      if (literal.span().start() >= end && literal.span().length() > 0) {
        kept.add(literal);
        end = literal.span().end();
      }
    }
    return kept;
  }
}
