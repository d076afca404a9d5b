using CostGuard.Cli.Commands;
using CostGuard.Cli.Configuration;
using CostGuard.Unit.Cli.Configuration;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class ServeCommandTests : IDisposable
{
    private readonly HomeFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(null, "{}", "http://127.0.0.1:5080")]
    [InlineData(null, """{ "CostGuard": { "Web": { "Listen": "http://127.0.0.1:7001" } } }""", "http://127.0.0.1:7001")]
    [InlineData("http://127.0.0.1:0", """{ "CostGuard": { "Web": { "Listen": "http://127.0.0.1:7001" } } }""", "http://127.0.0.1:0")]
    public void Address_OptionThenSettingThenDefault(string? asked, string settings, string expected)
    {
        _home.With("appsettings.json", settings);
        Assert.Equal(expected, ServeCommand.Address(asked, ProcessSettings.Read(_home.Home, new Dictionary<string, string>())));
    }
}
