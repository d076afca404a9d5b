using System.Text.Json;
using CostGuard.Cli.Configuration;
using CostGuard.Schedule;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class ProcessSettingsTests : IDisposable
{
    private readonly HomeFixture _home = new();

    internal static string Sample
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CostGuard.sln"))) folder = folder.Parent;
            return Path.Combine(folder!.FullName, "appsettings.sample.json");
        }
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Read_Layers_LaterOnesWin()
    {
        _home.With("appsettings.json", """{ "CostGuard": { "Mail": { "Host": "one", "Port": 25, "AllowedDomains": ["a", "b"] } } }""")
            .With("appsettings.Test.json", "{\n\t\"CostGuard\": {\n\t\t\"Mail\": { \"Host\": \"two\", \"AllowedDomains\": [\"c\"] }\n\t}\n}");
        ProcessSettings settings = Read(("COSTGUARD_Mail__Port", "2525"), ("COSTGUARD_HOME", "/x"), ("OTHER__Thing", "1"));
        Assert.Empty(settings.Problems);
        Dictionary<string, SettingOrigin> origins = settings.Origins.ToDictionary(origin => origin.Key);
        Assert.Equal(("two", "appsettings.Test.json:3"), (origins["CostGuard:Mail:Host"].Value, origins["CostGuard:Mail:Host"].Origin));
        Assert.Equal(("2525", "COSTGUARD_Mail__Port"), (origins["CostGuard:Mail:Port"].Value, origins["CostGuard:Mail:Port"].Origin));
        Assert.Equal(("Require", "default"), (origins["CostGuard:Mail:Tls"].Value, origins["CostGuard:Mail:Tls"].Origin));
        Assert.Equal(["c"], settings.ToConfiguration().GetSection("CostGuard:Mail:AllowedDomains").Get<string[]>()!);
    }

    [Fact]
    public void Read_UnknownSettings_AreErrors()
    {
        _home.With("appsettings.json", "{\n  \"CostGuard\": { \"Mial\": {} },\n  \"Loging\": 1\n}");
        Assert.Equal(
            [
                "appsettings.json:2:18 CG2020 unknown key \"Mial\". Did you mean \"Mail\"?",
                "appsettings.json:3:3 CG2020 unknown key \"Loging\". Did you mean \"Logging\"?",
                "environment CG2020 The environment variable COSTGUARD_Mail__Hots is no setting. Did you mean \"COSTGUARD_Mail__Host\"?",
            ],
            Read(("COSTGUARD_Mail__Hots", "x")).Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Read_PasswordInsteadOfReference_IsRefusedAndNeverShown()
    {
        ProcessSettings settings = Read(("COSTGUARD_Mail__PasswordRef", "hunter2"));
        string problem = Assert.Single(settings.Problems).ToString();
        Assert.Equal("environment CG2011 \"COSTGUARD_Mail__PasswordRef\" must be a reference: env:NAME or file:PATH; its value is not shown.", problem);
        Assert.DoesNotContain(settings.Origins, origin => origin.Value.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void Sample_HasEverySettingAndIsSafe()
    {
        _home.With("appsettings.json", File.ReadAllText(Sample));
        ProcessSettings settings = Read();
        Assert.Empty(settings.Problems);
        Assert.All(settings.Origins, origin => Assert.StartsWith("appsettings.json", origin.Origin, StringComparison.Ordinal));
        Assert.Equal("true", settings.Origins.Single(origin => origin.Key == "CostGuard:Mail:DryRun").Value);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Sample));
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    [Fact]
    public void ToConfiguration_BindsDurations()
    {
        _home.With("appsettings.json", """{ "CostGuard": { "Scheduler": { "Lease": "90s" } } }""");
        SchedulerOptions options = Read().ToConfiguration().GetSection("CostGuard:Scheduler").Get<SchedulerOptions>()!;
        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(10)), (options.Lease, options.LateAfter));
    }

    private ProcessSettings Read(params (string Name, string Value)[] environment) =>
        ProcessSettings.Read(_home.Home, environment.ToDictionary(pair => pair.Name, pair => pair.Value), "Test");
}
