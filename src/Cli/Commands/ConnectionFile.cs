using System.Text;
using System.Text.RegularExpressions;
using CostGuard.Cli.Configuration;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Commands;

/// <summary>A new connection as the YAML that a person would have written. Secrets only by reference.</summary>
public static class ConnectionFile
{
    public static string Write(string name, string provider, IReadOnlyList<(string Key, string Value)> source, IReadOnlyList<(string Key, string Value)> auth, string? crossCheckOf = null)
    {
        if (!Regex.IsMatch(name, TextForm.NamePattern)) throw new CostGuardException(2, CommandErrors.BadArgument.At($"'{name}' is no name for a connection: small letters, digits and '-', 2 to 63 of them."));
        var yaml = new StringBuilder("# yaml-language-server: $schema=../.costguard/schemas/connection.json\n");
        yaml.Append("apiVersion: costguard/v1\nkind: Connection\nmetadata:\n  name: ").Append(name).Append("\nspec:\n  provider: ").Append(provider).Append('\n');
        yaml.Append("  source:\n");
        foreach ((string key, string value) in source) yaml.Append("    ").Append(key).Append(": ").Append(ConfigurationWriter.Quoted(value)).Append('\n');
        if (auth.Count > 0) yaml.Append("  auth:\n");
        foreach ((string key, string value) in auth)
        {
            bool secret = value.StartsWith("env:", StringComparison.Ordinal) || value.StartsWith("file:", StringComparison.Ordinal);
            yaml.Append("    ").Append(key).Append(": ").Append(secret ? $"{{ secretRef: {ConfigurationWriter.Quoted(value)} }}" : ConfigurationWriter.Quoted(value)).Append('\n');
        }

        if (crossCheckOf is not null) yaml.Append("  crossCheckOf: ").Append(ConfigurationWriter.Quoted(crossCheckOf)).Append('\n');
        return yaml.Append("  expect: { dataAge: 36h }\n").ToString();
    }
}
