package io.qklm.kg.store.build;

import io.qklm.kg.Entity;
import io.qklm.kg.Languages;
import io.qklm.kg.store.build.SurfacePriors.Role;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The names under which an entity is filed: its own and those that follow from its labels. */
public final class EntityNames {

  /** Takes names; one may come more than once. */
  public interface Visitor {
    void name(String surface, Role role) throws IOException;
  }

  private EntityNames() {}

  public static void visit(Entity entity, boolean lastNames, Visitor visitor) throws IOException {
    for (String label : entity.labels().values()) {
      visitor.name(label, Role.LABEL);
      Optional<String> bare = NameVariants.withoutParentheses(label);
      if (bare.isPresent()) {
        visitor.name(bare.get(), Role.ALIAS);
      }
    }
    for (List<String> aliases : entity.aliases().values()) {
      for (String alias : aliases) {
        visitor.name(alias, Role.ALIAS);
      }
    }
    Optional<String> english = Languages.find(entity.labels(), Languages.ENGLISH);
    if (lastNames && english.isPresent()) {
      Optional<String> last = NameVariants.lastName(entity.kind(), english.get());
      if (last.isPresent()) {
        visitor.name(last.get(), Role.LAST_NAME);
      }
    }
  }
}
