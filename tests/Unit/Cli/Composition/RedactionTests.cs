using CostGuard.Cli.Composition;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Cli.Composition;

public sealed class RedactionTests
{
    private static readonly HomeFolder Home = new(Path.GetTempPath());

    [Theory]
    [InlineData("clientSecret: hunter2hunter2", "clientSecret: ***")]
    [InlineData("  auth: { tenantId: t-1, clientSecret: \"a, b}c\", clientId: c-1 }", "  auth: { tenantId: t-1, clientSecret: ***, clientId: c-1 }")]
    [InlineData("{ \"ApiToken\": \"x\\\"y\", \"Port\": 587 }", "{ \"ApiToken\": ***, \"Port\": 587 }")]
    [InlineData("secretAccessKey: |\n    line1\n    line2\nregion: eu-central-1", "secretAccessKey: | ***\nregion: eu-central-1")]
    [InlineData("externalId: 'cg-7f3a'", "externalId: ***")]
    [InlineData("clientSecret: { secretRef: env:ACME_SECRET }", "clientSecret: { secretRef: env:ACME_SECRET }")]
    [InlineData("\"PasswordRef\": \"file:/run/secrets/smtp\"", "\"PasswordRef\": \"file:/run/secrets/smtp\"")]
    [InlineData("clientSecret: { secretRef: hunter2hunter2 }", "clientSecret: { secretRef: ***}")]
    [InlineData("    secretRef: \"a b\"\n    next: 1", "    secretRef: ***\n    next: 1")]
    [InlineData("\"PasswordRef\": \"hunter2\"", "\"PasswordRef\": ***")]
    [InlineData("accessKeyId: AKIAIOSFODNN7EXAMPLE", "accessKeyId: ***")]
    [InlineData("see AKIAIOSFODNN7EXAMPLE there", "see *** there")]
    [InlineData("https://user:pass@proxy.test:8080/x", "https://***@proxy.test:8080/x")]
    [InlineData("https://acme.blob.core.windows.net/c?sv=1&sig=abc%3D&x=2", "https://acme.blob.core.windows.net/c?sv=1&sig=***&x=2")]
    [InlineData("url: https://hooks.chat.test/services/T0/B0/xyz", "url: https://hooks.chat.test/***")]
    [InlineData("owner: jane.doe@acme.test", "owner: ***@acme.test")]
    [InlineData("tags: { key: team }", "tags: { key: team }")]
    [InlineData("Connection 'acme' has auth.clientSecret without auth.tenantId", "Connection 'acme' has auth.clientSecret without auth.tenantId")]
    public void Clean_Text_LosesItsSecretAndNothingElse(string text, string clean) => Assert.Equal(clean, Of(text, []).Clean(text));

    [Fact]
    public void Clean_SecretBehindAReference_IsTakenOutWhereverItStands()
    {
        Redaction redaction = Of("secretRef: env:ACME_SECRET", new() { ["ACME_SECRET"] = "correct horse", ["SOME_TOKEN"] = "t0k3n-value", ["PATH"] = "/usr/bin" });

        Assert.Equal("answer: *** and *** in /usr/bin", redaction.Clean("answer: correct horse and t0k3n-value in /usr/bin"));
    }

    [Fact]
    public void Clean_SecretInAFile_IsTakenOutLineByLine()
    {
        string path = Path.Combine(Path.GetTempPath(), $"costguard-{Guid.NewGuid():N}");
        File.WriteAllText(path, "first-part\nsecond-part\n");
        try
        {
            Assert.Equal("a *** b ***", Of($"secretRef: file:{path}", []).Clean("a first-part b second-part"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Clean_SecretOfOneText_IsTakenOutOfTheOthers() => Assert.Equal("run said ***", Of("clientSecret: written-in-plain", []).Clean("run said written-in-plain"));

    private static Redaction Of(string text, Dictionary<string, string> variables) => Redaction.Of([text], variables, Home);
}
