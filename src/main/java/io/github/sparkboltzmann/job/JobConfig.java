package io.github.sparkboltzmann.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A job's configuration: the defaults of {@code conf/JOB.conf}, which the job jar carries, under a file of the user's, under
 * {@code key=value} arguments.
 *
 * <p>The defaults name every key there is, so that a misspelt key is refused instead of ignored.
 */
final class JobConfig {
    private final String job;
    private final Config config;
    private final Config users;
    private final Config defaults;

    private JobConfig(String job, Config users, Config defaults) {
        this.job = job;
        this.users = users;
        this.defaults = defaults;
        this.config = users.withFallback(defaults).resolve();
    }

    /**
     * @param file the user's, {@code null} for none
     * @param overrides {@code key=value}; lists and quoted text as HOCON
     * @throws UsageException for a file that cannot be parsed, an unknown key, or a value of another type than the default's
     */
    static JobConfig load(String job, File file, List<String> overrides) {
        try {
            Config defaults = ConfigFactory.parseResources(JobConfig.class.getClassLoader(), "conf/" + job + ".conf")
                    .resolve();
            Config users = file == null ? ConfigFactory.empty() : parse(file);
            for (String override : overrides) {
                users = parse(override).withFallback(users);
            }
            users = users.resolve();
            requireKnown(job, defaults, users);
            return new JobConfig(job, users, defaults);
        } catch (ConfigException e) {
            throw new UsageException("The configuration of '" + job + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static Config parse(File file) {
        if (!file.isFile()) {
            throw new UsageException("There is no configuration file " + file + ".");
        }
        return ConfigFactory.parseFile(file);
    }

    private static Config parse(String override) {
        int equals = override.indexOf('=');
        if (equals < 1) {
            throw new UsageException("'" + override + "' is no setting; settings are given as key=value.");
        }
        String key = override.substring(0, equals);
        String value = override.substring(equals + 1);
        // Only lists and quoted text are HOCON here: in a path, // would begin a comment.
        boolean hocon = value.startsWith("[") || value.startsWith("\"");
        return hocon
                ? ConfigFactory.parseString(key + " = " + value)
                : ConfigFactory.parseMap(Map.of(key, value), "the argument " + override);
    }

    private static void requireKnown(String job, Config defaults, Config users) {
        Set<String> known = new TreeSet<>();
        defaults.entrySet().forEach(entry -> known.add(entry.getKey()));
        for (Map.Entry<String, ConfigValue> entry : users.entrySet()) {
            String key = entry.getKey();
            if (!known.contains(key)) {
                throw new UsageException("There is no setting '" + key + "' of '" + job + "'"
                        + Closest.to(key, known)
                                .map(name -> "; did you mean '" + name + "'?")
                                .orElse("."));
            }
            requireType(key, defaults.getValue(key), entry.getValue());
        }
    }

    private static void requireType(String key, ConfigValue expected, ConfigValue found) {
        boolean list = expected.valueType() == ConfigValueType.LIST;
        boolean text = expected.valueType() == ConfigValueType.STRING && !(found instanceof ConfigList);
        boolean number = expected.valueType() == ConfigValueType.NUMBER && isNumber(found);
        boolean truth = expected.valueType() == ConfigValueType.BOOLEAN
                && Set.of("true", "false").contains(String.valueOf(found.unwrapped()));
        if (!(list && found instanceof ConfigList || text || number || truth)) {
            String type = expected.valueType().name().toLowerCase(java.util.Locale.ROOT);
            throw new UsageException(
                    "Setting '" + key + "' should be a " + type + ", but is '" + found.unwrapped() + "'.");
        }
    }

    private static boolean isNumber(ConfigValue value) {
        try {
            Double.parseDouble(String.valueOf(value.unwrapped()));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The same with other values, which count as given. */
    JobConfig with(Map<String, ?> values) {
        return new JobConfig(job, ConfigFactory.parseMap(values).withFallback(users), defaults);
    }

    /** The values of all settings, but for those whose keys match. */
    SortedMap<String, String> values(String but) {
        SortedMap<String, String> values = new TreeMap<>();
        config.entrySet().forEach(entry -> {
            if (!entry.getKey().matches(but)) {
                values.put(entry.getKey(), String.valueOf(entry.getValue().unwrapped()));
            }
        });
        return values;
    }

    String job() {
        return job;
    }

    /** Whether the user's file or an argument has the key. */
    boolean isGiven(String key) {
        return users.hasPath(key);
    }

    String text(String key) {
        return config.getString(key);
    }

    List<String> texts(String key) {
        return config.getStringList(key);
    }

    boolean flag(String key) {
        return config.getBoolean(key);
    }

    double number(String key) {
        return config.getDouble(key);
    }

    /** @throws UsageException if the number is not whole */
    int whole(String key) {
        return Math.toIntExact(wholeLong(key));
    }

    /** @throws UsageException if the number is not whole */
    long wholeLong(String key) {
        try {
            return Long.parseLong(config.getString(key));
        } catch (NumberFormatException e) {
            throw new UsageException(
                    "Setting '" + key + "' should be a whole number, but is '" + config.getString(key) + "'.", e);
        }
    }

    /** A value as it is written, for messages: text, a number or a list. */
    String written(String key) {
        return String.valueOf(config.getAnyRef(key));
    }

    /** @throws UsageException if one of the list's numbers is not whole */
    int[] wholes(String key) {
        try {
            return texts(key).stream().mapToInt(Integer::parseInt).toArray();
        } catch (NumberFormatException e) {
            throw new UsageException(
                    "Setting '" + key + "' should be a list of whole numbers, but is " + texts(key) + ".", e);
        }
    }

    /** The names of the settings directly below a key. */
    Set<String> names(String key) {
        return new TreeSet<>(config.getConfig(key).root().keySet());
    }
}
