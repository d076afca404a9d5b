using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Composition;

/// <summary>Secrets from the environment or from files; a file's last line break is not part of it.</summary>
public sealed class Secrets(IReadOnlyDictionary<string, string> variables, HomeFolder home) : ISecrets
{
    public string Reveal(AuthValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.SecretRef is not { } reference) return value.Text ?? "";
        string? secret = reference switch
        {
            _ when reference.StartsWith("env:", StringComparison.Ordinal) => variables.GetValueOrDefault(reference[4..]),
            _ when reference.StartsWith("file:", StringComparison.Ordinal) => Read(Path.GetFullPath(reference[5..], home.Path)),
            _ => throw new CostGuardException(4, CollectErrors.SecretMissing.At("A 'secretRef' is no reference to a secret: env:NAME or file:PATH. What it says is not shown, since it may be the secret itself.")),
        };
        return string.IsNullOrEmpty(secret) ? throw new CostGuardException(4, CollectErrors.SecretMissing.At($"There is nothing at '{reference}'.")) : secret;
    }

    private static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path).TrimEnd('\r', '\n') : null;
}
