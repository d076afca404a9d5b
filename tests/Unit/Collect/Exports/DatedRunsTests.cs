using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using Xunit;

namespace CostGuard.Unit.Collect.Exports;

public sealed class DatedRunsTests
{
    [Theory]
    [InlineData("p/2026-11-05/x.csv|p/2026-11-06/x.csv", null, true)]
    [InlineData("p/20261105/x.csv|p/20261106/x.csv", null, true)]
    [InlineData("p/2026/11/05/x.csv|p/2026/11/06/x.csv", null, true)]
    [InlineData("p/day=2026-11-05/x.csv|p/day=2026-11-06/x.csv", null, true)]
    [InlineData("p/2026-11-05T06/x.csv|p/2026-11-05T18/x.csv", null, true)]
    [InlineData("p/costs_2026-11-05.csv|p/costs_2026-11-06.csv", null, true)]
    // The newest of each month, files of one run, two exports side by side, months, no dates.
    [InlineData("p/2026-10-31/x.csv|p/2026-11-06/x.csv", null, false)]
    [InlineData("p/2026-11-06/x-000000000000.csv|p/2026-11-06/x-000000000001.csv", null, false)]
    [InlineData("p/c-2026-11-06-000000000000.csv|p/c-2026-11-06-000000000001.csv", null, false)]
    [InlineData("p/costs/2026-11-05/x.csv|p/detail/2026-11-06/x.csv", null, false)]
    [InlineData("p/2026-10/x.csv|p/2026-11/x.csv", null, false)]
    [InlineData("p/x-000000000000.csv|p/x-000000000001.csv", null, false)]
    [InlineData("p/2026-11-05/x.csv|p/2026-11-06/x.csv", "parts", false)]
    public void Check_TwoDatesOfOneMonth_AreRefused(string files, string? setting, bool refused)
    {
        Exception? fault = Record.Exception(() => DatedRuns.Check(Of(files), Connection(setting)));

        Assert.Equal(refused ? "CG1083" : null, (fault as CostGuardException)?.Problem.Code);
        if (refused) Assert.All(files.Split('|'), file => Assert.Contains(file, fault!.Message, StringComparison.Ordinal));
        else Assert.Null(fault);
    }

    [Fact]
    public void Check_SettingThatIsNone_IsRefused() =>
        Assert.Equal(2, Assert.Throws<CostGuardException>(() => DatedRuns.Check([], Connection("runs"))).ExitCode);

    private static ExportObject[] Of(string files) => [.. files.Split('|').Select(key => new ExportObject(key, 1, DateTimeOffset.UnixEpoch))];

    private static Connection Connection(string? setting) => new()
    {
        Name = "acme-gcp",
        Provider = "gcp",
        Source = setting is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["dated"] = setting },
    };
}
