using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CostGuard.Unit.Cli.Commands;
using Xunit;

namespace CostGuard.Unit.Cli.Composition;

/// <summary>A home full of secrets, each in a place where one may stand: the bundle has what helps, and not one of them.</summary>
public sealed class SupportBundleTests : IDisposable
{
    private static readonly string[] Secrets = ["env-secret-31", "file-secret-32", "plain-secret-33", "comment-secret-34", "AKIAIOSFODNN7EXAMPLE", "smtp-secret-35", "hook-secret-36", "block-secret-37", "jane.doe"];

    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Bundle_HomeFullOfSecrets_HasNoneOfThem()
    {
        Arrange();

        (int code, string text, string notes) = await _home.RunAsync("doctor", "--bundle", "help.zip");
        Dictionary<string, string> entries = Read();

        Assert.Equal(5, code);
        Assert.Equal(
            ["appsettings.json", "connections/acme.yaml", "costguard.yaml", "notifications/routing.yaml"],
            entries.Keys.Where(name => name.StartsWith("config/", StringComparison.Ordinal)).Select(name => name["config/".Length..]).Order(StringComparer.Ordinal));
        foreach (string name in (string[])["versions.json", "settings.txt", "problems.txt", "doctor.json", "runs.json", "loads.json"]) Assert.True(entries.ContainsKey(name), name);
        foreach (string secret in Secrets)
        {
            Assert.DoesNotContain(entries, entry => entry.Value.Contains(secret, StringComparison.Ordinal) || entry.Key.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, text + notes, StringComparison.Ordinal);
        }

        // What it is for: the references, the settings that are no secret, what was found.
        Assert.Contains("env:ACME_SECRET", entries["config/connections/acme.yaml"], StringComparison.Ordinal);
        Assert.Contains("tenantId: tenant-1", entries["config/connections/acme.yaml"], StringComparison.Ordinal);
        Assert.Contains("CostGuard:Mail:Host = smtp.invalid", entries["settings.txt"], StringComparison.Ordinal);
        Assert.Contains("costguard.doctor/1", entries["doctor.json"], StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(entries["runs.json"]).RootElement.ValueKind);
        // Its contents are listed before it is written.
        Assert.True(notes.IndexOf("config/costguard.yaml", StringComparison.Ordinal) < notes.IndexOf("Wrote", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bundle_BrokenConfiguration_IsMadeAllTheSame()
    {
        _home.Write("connections/acme.yaml", "apiVersion: costguard/v1\nkind: Connection\nmetadata: { name: acme }\nspec:\n  provider: nonsense\n  auth: { clientSecret: plain-secret-33 }\n");

        (int code, _, _) = await _home.RunAsync("doctor", "--bundle", "help.zip");

        Assert.Equal(5, code);
        Dictionary<string, string> entries = Read();
        Assert.Contains("connections/acme.yaml", entries["problems.txt"], StringComparison.Ordinal);
        Assert.Contains("connections/acme.yaml", entries["doctor.json"], StringComparison.Ordinal);
        Assert.DoesNotContain(entries, entry => entry.Value.Contains("plain-secret-33", StringComparison.Ordinal));
    }

    private void Arrange()
    {
        _home.Variables["ACME_SECRET"] = "env-secret-31";
        _home.Variables["SMTP_PASSWORD"] = "smtp-secret-35";
        string file = _home.Write("secrets/key", "file-secret-32\n");
        _home.Write("connections/acme.yaml", $$"""
            apiVersion: costguard/v1
            kind: Connection
            metadata: { name: acme }
            # secret: comment-secret-34
            spec:
              provider: folder
              source: { path: nowhere }
              auth:
                tenantId: tenant-1
                clientSecret: { secretRef: "env:ACME_SECRET" }
                connectionString: { secretRef: "file:{{file}}" }
                secretAccessKey: plain-secret-33
                accessKeyId: AKIAIOSFODNN7EXAMPLE
                sessionToken: |
                  block-secret-37

            """);
        _home.Write("appsettings.json", """{ "CostGuard": { "Mail": { "Host": "smtp.invalid", "Port": 587, "User": "costguard", "PasswordRef": "env:SMTP_PASSWORD", "From": "jane.doe@acme.test" } } }""");
        _home.Write("notifications/routing.yaml", "# https://hooks.chat.test/services/hook-secret-36\n");
        // The value of one secret in another place, as an answer of a server may have it.
        _home.Write("costguard.yaml", File.ReadAllText(Path.Combine(_home.Path, "costguard.yaml")) + "# the server said: file-secret-32\n");
    }

    private Dictionary<string, string> Read()
    {
        using ZipArchive zip = ZipFile.OpenRead(Path.Combine(_home.Path, "help.zip"));
        return zip.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
                return reader.ReadToEnd();
            },
            StringComparer.Ordinal);
    }
}
