package io.qklm.training.export;

import io.qklm.model.large.MergedCache;
import io.qklm.training.export.GraphBuilder.Element;
import java.util.ArrayList;
import java.util.List;

/** Lays the weights of a graph out in a file beside it, which is made elsewhere. */
final class OutsideWeights implements KeptWeights {

  private static final long ALIGNMENT = 64;

  private final List<NameExport.Product> products = new ArrayList<>();
  private long end;

  /** The weights laid out so far, in the graph's order. */
  List<NameExport.Product> products() {
    return List.copyOf(products);
  }

  /** Where the next thing would go. */
  long end() {
    return end;
  }

  private long take(long bytes) {
    long place = end;
    end = (end + bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return place;
  }

  @Override
  public Keeper of(GraphBuilder graph, LinearMap map, EvenInput even) {
    long codes = take((long) map.inputs() * map.outputs());
    long scales = take((long) map.outputs() * Float.BYTES);
    int[] components = even.apart();
    long rows = take((long) components.length * map.outputs() * Float.BYTES);
    products.add(
        new NameExport.Product(
            map.name(), map.outputs(), even.factors(), components, codes, scales, rows));
    String name = map.name() + ".weight";
    return new Keeper() {
      @Override
      public String codes(byte[] bytes) {
        return graph.outside(
            name, Element.INT8, MergedCache.FILE, codes, bytes.length, map.inputs(), map.outputs());
      }

      @Override
      public String scales(float[] values) {
        return floats(name + ".scale", scales, values.length, values.length);
      }

      @Override
      public String apart(float[] weights) {
        return floats(name + ".apart", rows, weights.length, components.length, map.outputs());
      }

      private String floats(String tensor, long place, long count, long... shape) {
        return graph.outside(
            tensor, Element.FLOAT, MergedCache.FILE, place, count * Float.BYTES, shape);
      }
    };
  }
}
