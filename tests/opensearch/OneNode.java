import java.io.FileWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.tasks.Task;
import org.opensearch.transport.Netty4Plugin;

/**
 * One OpenSearch node in its own process, on loopback, for the tests of index/opensearch.
 *
 * <p>Arguments: the node's folder, its name, then settings as key=value. A value with commas is a
 * list. The process ends with its input: when no process of the tests is left that holds the other
 * end, however these ended. Its data are thrown away, so nothing is closed.
 */
final class OneNode {

    private static final String LOGGING =
            """
            status = error
            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1} %m%n
            rootLogger.level = warn
            rootLogger.appenderRef.console.ref = console
            """;

    /** A node with the plugins of the class path: the constructor that takes them is protected. */
    private static final class LocalNode extends Node {
        LocalNode(Environment environment, Collection<Class<? extends Plugin>> plugins) {
            super(environment, plugins, true);
        }
    }

    /** Writes the name of each action, as an access check would see it. */
    public static final class Actions extends Plugin implements ActionPlugin, ActionFilter {
        static PrintWriter out;

        @Override
        public List<ActionFilter> getActionFilters() {
            return List.of(this);
        }

        @Override
        public int order() {
            return 0;
        }

        @Override
        public <Request extends ActionRequest, Response extends ActionResponse> void apply(
                Task task,
                String action,
                Request request,
                ActionListener<Response> listener,
                ActionFilterChain<Request, Response> chain) {
            out.println(action);
            chain.proceed(task, action, request, listener);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        String name = arguments[1];
        // The node reads all of these folders; without modules/ and plugins/ it does not start.
        for (String folder : List.of("config", "data", "logs", "modules", "plugins")) {
            Files.createDirectories(home.resolve(folder));
        }
        Path config = home.resolve("config");
        Files.writeString(config.resolve("log4j2.properties"), LOGGING);
        Settings.Builder settings =
                Settings.builder()
                        .put("path.home", home.toString())
                        .put("path.data", home.resolve("data").toString())
                        .put("path.logs", home.resolve("logs").toString())
                        .put("node.name", name);
        for (String setting : List.of(arguments).subList(2, arguments.length)) {
            String[] parts = setting.split("=", 2);
            if (parts[1].contains(",")) {
                settings.putList(parts[0], parts[1].split(","));
            } else {
                settings.put(parts[0], parts[1]);
            }
        }
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(
                        settings.build(), Map.of(), config, () -> name);
        LogConfigurator.registerErrorListener();
        LogConfigurator.configure(environment);
        Actions.out = new PrintWriter(new FileWriter(home.resolve("actions").toFile(), true), true);
        Node node = new LocalNode(environment, List.of(Netty4Plugin.class, Actions.class));
        node.start();
        while (System.in.read() >= 0) {
            // Wait for the end of the input.
        }
        System.exit(0);
    }
}
