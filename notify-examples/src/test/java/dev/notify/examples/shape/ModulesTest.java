package dev.notify.examples.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** All other tests run on the class path; a host may well put us on its module path. */
class ModulesTest {

    private static final Set<String> OURS = Set.of("dev.notify", "dev.notify.jdbc", "dev.notify.email");

    @Test
    void our_modules_and_all_they_require_resolve_on_the_module_path() throws ClassNotFoundException {
        Path[] modules = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> Files.isRegularFile(entry) || Files.exists(entry.resolve("module-info.class")))
                .toArray(Path[]::new);
        ModuleLayer boot = ModuleLayer.boot();
        Configuration resolved = boot.configuration().resolveAndBind(ModuleFinder.of(), ModuleFinder.of(modules), OURS);
        ModuleLayer layer = boot.defineModulesWithOneLoader(resolved, null);

        Class<?> found = layer.findLoader("dev.notify.jdbc").loadClass("dev.notify.internal.base.Require");

        assertThat(layer.modules()).extracting(Module::getName).containsAll(OURS);
        assertThat(found.getModule().getName()).isEqualTo("dev.notify");
    }
}
