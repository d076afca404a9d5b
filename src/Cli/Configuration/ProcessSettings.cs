using CostGuard.Cli.Configuration.Kinds;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Microsoft.Extensions.Configuration;

namespace CostGuard.Cli.Configuration;

/// <summary>One value and where it came from; a secret's value is masked.</summary>
/// <param name="Key">"CostGuard:Mail:Host".</param>
/// <param name="Value">The value, or "***".</param>
/// <param name="Origin">"default", "appsettings.json:7", "COSTGUARD_Mail__Host".</param>
public sealed record SettingOrigin(string Key, string Value, string Origin);

/// <summary>Process settings: defaults, then appsettings.json, then appsettings.{Environment}.json, then COSTGUARD_Section__Key.</summary>
public sealed class ProcessSettings
{
    private const string Prefix = "COSTGUARD_";

    private readonly SortedDictionary<string, Setting> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Problem> _problems = [];

    private ProcessSettings()
    {
    }

    /// <summary>What is wrong with the files and the environment, in that order. Settings with errors must not be used.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Every value with its origin, by key.</summary>
    public IReadOnlyList<SettingOrigin> Origins => [.. _values.Select(pair => new SettingOrigin(pair.Key, Masked(pair.Value), pair.Value.Origin))];

    /// <param name="home">The home with the files.</param>
    /// <param name="environment">Environment variables.</param>
    /// <param name="environmentName">Name in appsettings.NAME.json; "Production" when none is set.</param>
    public static ProcessSettings Read(HomeFolder home, IReadOnlyDictionary<string, string> environment, string environmentName = "Production")
    {
        var settings = new ProcessSettings();
        settings.AddDefaults("", AppSettings.Shape);
        var files = new ConfigurationFiles(home, settings._problems);
        foreach (string file in (string[])["appsettings.json", $"appsettings.{environmentName}.json"])
        {
            if (File.Exists(home.Combine(file)) && files.TryText(file) is { } text) settings.AddFile(file, text);
        }

        foreach ((string name, string value) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal)) settings.AddVariable(name, value);
        return settings;
    }

    /// <summary>For binding options records by section name; durations are written as TimeSpan reads them.</summary>
    public IConfigurationRoot ToConfiguration() => new ConfigurationBuilder()
        .AddInMemoryCollection(_values.Select(pair => KeyValuePair.Create(pair.Key, (string?)Bindable(pair.Value))))
        .Build();

    private void AddDefaults(string path, Shape shape)
    {
        if (shape.Default is { } value) _values[path] = new Setting(value, "default", shape);
        foreach (Field field in shape is MapShape map ? map.Fields : []) AddDefaults(Join(path, field.Name), field.Shape);
    }

    private void AddFile(string file, string text)
    {
        // JSON is YAML but for tabs between tokens. One blank for each keeps the columns right; inside a JSON text no raw tab is allowed.
        int before = _problems.Count;
        foreach (YamlNode root in YamlReader.Read(file, text.Replace('\t', ' '), _problems))
        {
            var found = new List<Problem>();
            new ShapeChecker(found).Check(root, AppSettings.Shape, file);
            _problems.AddRange(found.Select(problem => problem.Code == ConfigurationErrors.UnknownKey.Code
                ? problem with { Code = ConfigurationErrors.UnknownSetting.Code, Fix = ConfigurationErrors.UnknownSetting.Fix }
                : problem));
            if (_problems.Count == before) AddValues("", root, AppSettings.Shape);
        }
    }

    private void AddValues(string path, YamlNode node, Shape shape)
    {
        switch (node)
        {
            case MapNode map:
                foreach (YamlEntry entry in map.Entries)
                {
                    if (entry.Key != "$schema" && ShapeOf(shape, entry.Key) is { } child) AddValues(Join(path, child.Name), entry.Value, child.Shape);
                }

                break;
            case ListNode list:
                // A list replaces the one of the layer below; it does not mix with it.
                foreach (string old in _values.Keys.Where(key => key.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase)).ToArray()) _values.Remove(old);
                for (int i = 0; i < list.Items.Count; i++) AddValues(Join(path, Invariant.Text(i)), list.Items[i], ((ListShape)shape).Item);
                break;
            case ScalarNode scalar:
                _values[path] = new Setting(scalar.Text, $"{scalar.At.File}:{Invariant.Text(scalar.At.Line)}", shape);
                break;
        }
    }

    private void AddVariable(string name, string value)
    {
        if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return;
        string[] path = name[Prefix.Length..].Split("__");
        if (path.Length == 1 && !AppSettings.Addresses.Contains(path[0], StringComparer.OrdinalIgnoreCase)) return;
        (string Key, Shape Shape)? found = Find([AppSettings.Section, .. path]) ?? Find(path);
        if (found is not { } setting)
        {
            string near = Suggestion.For(name, _values.Keys.Select(VariableOf));
            _problems.Add(ConfigurationErrors.UnknownSetting.At($"The environment variable {name} is no setting.{near}", "environment"));
            return;
        }

        var problems = new List<Problem>();
        // Outside JSON there are no quotes: an empty variable is an empty text, not nothing.
        var scalar = new ScalarNode(new Place("environment", 1, 1), value, Plain: value.Length > 0);
        new ShapeChecker(problems).Check(scalar, setting.Shape, name);
        _problems.AddRange(problems.Select(problem => problem with { Line = null, Column = null }));
        if (problems.Count == 0) _values[setting.Key] = new Setting(value, name, setting.Shape);
    }

    private static (string Key, Shape Shape)? Find(IReadOnlyList<string> path)
    {
        Shape shape = AppSettings.Shape;
        var names = new List<string>();
        foreach (string word in path)
        {
            if (ShapeOf(shape, word) is not { } child) return null;
            names.Add(child.Name);
            shape = child.Shape;
        }

        return shape is MapShape or ListShape ? null : (string.Join(':', names), shape);
    }

    private static (string Name, Shape Shape)? ShapeOf(Shape shape, string word) => shape switch
    {
        MapShape map when map.Fields.FirstOrDefault(field => field.Name.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } field => (field.Name, field.Shape),
        MapShape { Open: { } open } => (word, open.Shape),
        ListShape list when word.All(char.IsAsciiDigit) && word.Length is > 0 and < 4 => (word, list.Item),
        _ => null,
    };

    private static string VariableOf(string key) =>
        Prefix + (key.StartsWith(AppSettings.Section + ":", StringComparison.Ordinal) ? key[(AppSettings.Section.Length + 1)..] : key).Replace(":", "__", StringComparison.Ordinal);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}:{name}";

    private static string Masked(Setting setting) =>
        setting.Shape is TextShape { Secret: true } && !TextForm.SecretPlace.Fits(setting.Value) ? "***" : setting.Value;

    private static string Bindable(Setting setting) => setting.Shape is TextShape { Form: { } form } && form == TextForm.Duration
        ? Values.Duration(setting.Value)!.Value.ToString("c")
        : setting.Value;

    private sealed record Setting(string Value, string Origin, Shape Shape);
}
