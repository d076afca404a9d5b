using CostGuard.Core.Errors;

namespace CostGuard.Publish;

/// <summary>Fetches a secret by reference at the moment it is needed, so that a changed password needs no restart.</summary>
internal static class SecretRef
{
    private const string File = "file:", Environment = "env:";

    public static bool IsReference(string reference) =>
        (reference.StartsWith(File, StringComparison.Ordinal) && reference.Length > File.Length)
        || (reference.StartsWith(Environment, StringComparison.Ordinal) && reference.Length > Environment.Length);

    /// <summary>The secret without a final line end.</summary>
    /// <exception cref="CostGuardException">CG4007: there is no such file or variable.</exception>
    public static string Read(string reference)
    {
        if (reference.StartsWith(Environment, StringComparison.Ordinal))
        {
            string name = reference[Environment.Length..];
            return System.Environment.GetEnvironmentVariable(name) ?? throw Missing($"There is no environment variable {name}.");
        }

        if (!reference.StartsWith(File, StringComparison.Ordinal)) throw Missing("A secret is named by file:/path or env:NAME.");
        string path = reference[File.Length..];
        try
        {
            return System.IO.File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Missing($"The secret file {path} cannot be read: {exception.GetType().Name}.");
        }
    }

    private static CostGuardException Missing(string message) => new(2, MailErrors.SecretMissing.At(message));
}
