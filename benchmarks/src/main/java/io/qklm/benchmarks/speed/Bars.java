package io.qklm.benchmarks.speed;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Ratios as bars, each beside its goal. */
final class Bars {

  private static final int WIDTH = 1000;
  private static final int ROW = 46;
  private static final int LEFT = 430;
  private static final int RIGHT = 190;

  private Bars() {}

  /**
   * One ratio.
   *
   * @param goal where the mark stands
   * @param below whether the ratio should stay below it
   */
  record Bar(String what, Spread spread, double goal, boolean below) {}

  static void write(Path file, List<Bar> bars) throws IOException {
    BufferedImage image =
        new BufferedImage(WIDTH, ROW * bars.size() + 60, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    try {
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      pen.setColor(Color.WHITE);
      pen.fillRect(0, 0, image.getWidth(), image.getHeight());
      pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
      for (int i = 0; i < bars.size(); i++) {
        draw(pen, bars.get(i), 20 + i * ROW);
      }
      pen.setColor(Color.DARK_GRAY);
      pen.drawString(
          "bar: median, thin line: all rounds, mark: goal; each bar has its own scale",
          20,
          image.getHeight() - 18);
    } finally {
      pen.dispose();
    }
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("this Java writes no PNG; leave out --picture");
    }
  }

  private static void draw(Graphics2D pen, Bar bar, int top) {
    double widest = 1.1 * Math.max(bar.goal(), bar.spread().most());
    boolean holds =
        bar.below() ? bar.spread().median() <= bar.goal() : bar.spread().median() >= bar.goal();
    pen.setColor(Color.BLACK);
    pen.drawString(bar.what(), 20, top + 20);
    pen.setColor(holds ? new Color(0x2E7D4F) : new Color(0xC0762B));
    pen.fillRect(LEFT, top + 6, x(bar.spread().median(), widest) - LEFT, 20);
    pen.setColor(Color.BLACK);
    pen.drawLine(
        x(bar.spread().least(), widest), top + 16, x(bar.spread().most(), widest), top + 16);
    pen.setStroke(new BasicStroke(2));
    pen.drawLine(x(bar.goal(), widest), top + 1, x(bar.goal(), widest), top + 31);
    pen.setStroke(new BasicStroke(1));
    pen.drawString(
        String.format(
            Locale.ROOT,
            "%.3f, goal %s %.2f",
            bar.spread().median(),
            bar.below() ? "\u2264" : "\u2265",
            bar.goal()),
        WIDTH - RIGHT + 10,
        top + 20);
  }

  private static int x(double value, double widest) {
    return LEFT + (int) Math.round((WIDTH - RIGHT - LEFT) * value / widest);
  }
}
