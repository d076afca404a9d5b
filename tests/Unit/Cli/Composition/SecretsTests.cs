using CostGuard.Cli.Composition;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Cli.Composition;

public sealed class SecretsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costguard-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Reveal_EnvironmentFileAndText()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "id"), "from file\r\n");
        var secrets = new Secrets(new Dictionary<string, string> { ["ACME_ID"] = "from env" }, new HomeFolder(_folder.FullName));

        Assert.Equal("from env", secrets.Reveal(new AuthValue(null, "env:ACME_ID")));
        Assert.Equal("from file", secrets.Reveal(new AuthValue(null, "file:id")));
        Assert.Equal("plain", secrets.Reveal(new AuthValue("plain", null)));
    }

    [Theory]
    [InlineData("env:NOBODY")]
    [InlineData("file:nowhere")]
    public void Reveal_NothingThere_IsRefusedByItsReference(string reference)
    {
        var secrets = new Secrets(new Dictionary<string, string>(), new HomeFolder(_folder.FullName));

        CostGuardException refused = Assert.Throws<CostGuardException>(() => secrets.Reveal(new AuthValue(null, reference)));

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains(reference, refused.Problem.Message, StringComparison.Ordinal);
    }

    // Who writes the secret itself where its place belongs does not find it in a log.
    [Fact]
    public void Reveal_NoReference_IsRefusedUnseen()
    {
        var secrets = new Secrets(new Dictionary<string, string>(), new HomeFolder(_folder.FullName));

        CostGuardException refused = Assert.Throws<CostGuardException>(() => secrets.Reveal(new AuthValue(null, "hunter2hunter2")));

        Assert.Equal((4, "CG1154"), (refused.ExitCode, refused.Problem.Code));
        Assert.DoesNotContain("hunter2", refused.Problem.ToString(), StringComparison.Ordinal);
    }
}
