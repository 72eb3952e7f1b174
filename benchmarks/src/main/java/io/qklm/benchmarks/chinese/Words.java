package io.qklm.benchmarks.chinese;

import com.ibm.icu.text.BreakIterator;
import java.io.IOException;
import java.io.StringReader;
import java.util.BitSet;
import java.util.Locale;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** Where words end. */
enum Words {
  /** Everywhere. */
  NONE {
    @Override
    BitSet ends(String text) {
      BitSet ends = new BitSet();
      ends.set(0, text.length() + 1);
      return ends;
    }
  },

  /** By ICU's dictionary, as the engine does. */
  ICU {
    @Override
    BitSet ends(String text) {
      BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
      breaks.setText(text);
      BitSet ends = new BitSet();
      for (int at = breaks.first(); at != BreakIterator.DONE; at = breaks.next()) {
        ends.set(at);
      }
      return ends;
    }
  },

  /** By Lucene's SmartChinese, a hidden Markov model over a dictionary. */
  SMART_CHINESE {
    @Override
    BitSet ends(String text) throws IOException {
      BitSet ends = new BitSet();
      ends.set(0);
      ends.set(text.length());
      try (HMMChineseTokenizer words = new HMMChineseTokenizer()) {
        OffsetAttribute offsets = words.addAttribute(OffsetAttribute.class);
        words.setReader(new StringReader(text));
        words.reset();
        while (words.incrementToken()) {
          ends.set(offsets.startOffset());
          ends.set(offsets.endOffset());
        }
        words.end();
      }
      return ends;
    }
  };

  /** Positions between words, the text's two ends among them. */
  abstract BitSet ends(String text) throws IOException;
}
