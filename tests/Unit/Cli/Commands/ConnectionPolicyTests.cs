using CostGuard.Core.Configuration;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class ConnectionPolicyTests : IDisposable
{
    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Policy_EveryProvider_HasOneWithReasons()
    {
        foreach (string provider in Connection.Providers)
        {
            (int code, string text, string reasons) = await _home.RunAsync("connection", "policy", provider);

            Assert.Equal(0, code);
            Assert.NotEmpty(text.Trim());
            Assert.Contains("Never asked", reasons, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Policy_FolderWithAQuote_StaysOneWordOfTheShell()
    {
        _home.Write("connections/acme.yaml", "apiVersion: costguard/v1\nkind: Connection\nmetadata: { name: acme }\nspec:\n  provider: folder\n  source: { path: \"/data/it's here\" }\n");

        Assert.Contains("'/data/it'\\''s here'", (await _home.RunAsync("connection", "policy", "acme")).Out, StringComparison.Ordinal);
    }
}
