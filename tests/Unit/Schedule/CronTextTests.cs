using CostGuard.Core.Errors;
using CostGuard.Schedule;
using Xunit;

namespace CostGuard.Unit.Schedule;

public sealed class CronTextTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 0 7 ? * MON")]
    [InlineData("0 0 4 * * ?")]
    [InlineData("0 0 9 31 * ? 2028")]
    [InlineData("0 0 9 30 2 ?")]
    public void Check_QuartzCron_NoProblem(string cron) => Assert.Null(CronText.Check(cron, AsOf));

    [Fact]
    public void Check_UnixCron_NamesTheQuartzForm()
    {
        Problem? problem = CronText.Check("0 7 * * MON", AsOf);

        Assert.Equal("CG2310", problem?.Code);
        Assert.Equal("\"0 7 * * MON\" has 5 fields, Quartz needs 6 or 7. Same as: \"0 0 7 ? * MON\"", problem?.Message);
    }

    [Fact]
    public void Check_UnixCronWithBothDays_SuggestsNothing() =>
        Assert.Equal("\"0 7 1 * 1\" has 5 fields, Quartz needs 6 or 7.", CronText.Check("0 7 1 * 1", AsOf)?.Message);

    [Theory]
    [InlineData("", "CG2310")]
    [InlineData("0 0 25 * * ?", "CG2320")]
    [InlineData("0 0 7 ? * MOON", "CG2320")]
    [InlineData("0 0 7 1 1 ? 2020", "CG2321")]
    public void Check_BadCron_ProblemWithCode(string cron, string code) => Assert.Equal(code, CronText.Check(cron, AsOf)?.Code);

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("UTC")]
    public void CheckZone_IanaId_NoProblem(string zone) => Assert.Null(CronText.CheckZone(zone));

    [Fact]
    public void CheckZone_WindowsName_SuggestsTheIanaId() =>
        Assert.Equal(
            "\"W. Europe Standard Time\" is a Windows name, not an IANA time zone. Same as: \"Europe/Berlin\"",
            CronText.CheckZone("W. Europe Standard Time")?.Message);

    [Fact]
    public void CheckZone_Unknown_Problem() => Assert.Equal("CG2322", CronText.CheckZone("Europe/Berln")?.Code);
}
