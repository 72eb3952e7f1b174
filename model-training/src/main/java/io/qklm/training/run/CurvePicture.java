package io.qklm.training.run;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/** Draws a run's curves, one panel a series, without a display. */
public final class CurvePicture {

  private static final int WIDTH = 960;
  private static final int PANEL = 180;
  private static final int LEFT = 80;
  private static final int MARGIN = 30;
  private static final Color LINE = new Color(0x1F5FA8);
  private static final Color FRAME = new Color(0xC8C8C8);

  private CurvePicture() {}

  /** Writes a PNG of {@code curve} to {@code file}; nothing while the curve is empty. */
  public static void write(LearningCurve curve, Path file) throws IOException {
    Map<String, List<LearningCurve.Point>> series = curve.series();
    if (series.isEmpty()) {
      return;
    }
    System.setProperty("java.awt.headless", "true");
    BufferedImage image =
        new BufferedImage(WIDTH, PANEL * series.size(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    int top = 0;
    for (Map.Entry<String, List<LearningCurve.Point>> entry : series.entrySet()) {
      draw(graphics, top, entry.getKey(), entry.getValue());
      top += PANEL;
    }
    graphics.dispose();
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    ImageIO.write(image, "png", temporary.toFile());
    Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void draw(
      Graphics2D graphics, int top, String name, List<LearningCurve.Point> points) {
    double low = points.stream().mapToDouble(LearningCurve.Point::value).min().orElse(0);
    double high = points.stream().mapToDouble(LearningCurve.Point::value).max().orElse(1);
    double span = high > low ? high - low : 1;
    long last = Math.max(1, points.get(points.size() - 1).step());
    int height = PANEL - 2 * MARGIN;
    int width = WIDTH - LEFT - MARGIN;
    graphics.setColor(FRAME);
    graphics.drawRect(LEFT, top + MARGIN, width, height);
    graphics.setColor(Color.DARK_GRAY);
    graphics.drawString(
        String.format(Locale.ROOT, "%s  (last %.4g)", name, points.get(points.size() - 1).value()),
        LEFT,
        top + MARGIN - 8);
    graphics.drawString(String.format(Locale.ROOT, "%.4g", high), 8, top + MARGIN + 10);
    graphics.drawString(String.format(Locale.ROOT, "%.4g", low), 8, top + MARGIN + height);
    String steps = String.format(Locale.ROOT, "step %,d", last);
    graphics.drawString(
        steps,
        LEFT + width - graphics.getFontMetrics().stringWidth(steps),
        top + MARGIN + height + 16);
    Path2D path = new Path2D.Double();
    boolean started = false;
    for (LearningCurve.Point point : points) {
      if (!Double.isFinite(point.value())) {
        continue;
      }
      double x = LEFT + (double) width * point.step() / last;
      double y = top + MARGIN + height - height * (point.value() - low) / span;
      if (started) {
        path.lineTo(x, y);
      } else {
        path.moveTo(x, y);
        started = true;
      }
    }
    graphics.setColor(LINE);
    graphics.setStroke(new BasicStroke(1.5f));
    graphics.draw(path);
    graphics.setStroke(new BasicStroke(1));
  }
}
