using System.Text;
using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using CostGuard.Unit.Core;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class WorkbookLinesTests
{
    private static readonly BillingPeriod Month = BillingPeriod.Month(2026, 11);

    // Two teams of two services in two regions: 8 lines, 4 without regions; without services still 4, since one of them is a shared pool.
    private static readonly Dictionary<string, string>[] Charges =
    [
        .. from team in new[] { "payments", "web" } from service in new[] { "EC2", "S3" } from region in new[] { "eu", "us" }
           select new Dictionary<string, string> { ["team"] = team, ["service"] = service, ["region"] = region, ["subAccountId"] = team == "web" ? "222" : "111", ["pool"] = service == "S3" ? "shared" : "" },
    ];

    [Theory]
    [InlineData(8, 8, false, "One line is")]
    [InlineData(7, 4, true, "Rolled up, since there were more than 7 lines")]
    [InlineData(4, 4, true, "Rolled up, since")]
    public async Task Fit_MoreLinesThanFit_AreRolledUpAndStillAddUp(int max, int lines, bool isRolledUp, string note)
    {
        (IReadOnlyList<DataLine> read, string words, bool rolled) = await FitAsync(max);

        Assert.Equal((lines, isRolledUp), (read.Count, rolled));
        Assert.StartsWith(note, words, StringComparison.Ordinal);
        Assert.Equal(8m * 1.005m, read.Sum(line => line.Costs.Billed));
        if (isRolledUp) Assert.Contains("every line is in the CSV beside this file", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fit_TooManyByTeamAndAccount_IsRefused() =>
        Assert.Equal("CG3002", (await Assert.ThrowsAsync<CostGuardException>(() => FitAsync(1))).Problem.Code);

    [Fact]
    public async Task LinesFile_HasEveryLineWithEveryDigit()
    {
        string[] lines = await LinesAsync(WorkbookSamples.Input() with { IsRolledUp = true });

        Assert.Equal(9, lines.Length);
        Assert.Contains("\"2026-11\",\"payments\",,,\"111\",,\"EC2\",\"eu\",,,\"USD\",\"1.005\",\"1.005\"", lines[1], StringComparison.Ordinal);
    }

    // The team's own file has its lines alone, and does not name the account that shared cost stands in.
    [Fact]
    public async Task LinesFile_OfATeam_IsCutToItsRights()
    {
        string[] lines = await LinesAsync(WorkbookSamples.Input() with { IsRolledUp = true, Team = new TeamPart("web", "web", []) });

        Assert.Equal(5, lines.Length);
        Assert.DoesNotContain(lines, line => line.Contains("payments", StringComparison.Ordinal));
        Assert.Equal(2, lines.Count(line => line.Contains("\"222\"", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.Contains("\"(shared)\"", StringComparison.Ordinal)));
    }

    private static CostGuardConfiguration Configuration => SomeConfiguration.Of() with
    {
        Teams = [.. new[] { "payments", "web" }.Select(team => new TeamConfig { Id = new TeamId(team), Title = team, Owner = "o@acme.example", EffectiveFrom = BillingPeriod.Month(2025, 1) })],
    };

    private static Snapshot Data => new(new SnapshotId("01ab"), WorkbookSamples.Input().Loads, "00", Month.LastDay);

    private static Task<(IReadOnlyList<DataLine> Lines, string Note, bool IsRolledUp)> FitAsync(int max) =>
        WorkbookLines.FitAsync(new Answers(), Configuration, Data, [Month], max, TestContext.Current.CancellationToken);

    private static async Task<string[]> LinesAsync(WorkbookInput input)
    {
        using var file = new MemoryStream();
        await new LinesFile(new Answers(), new LineDetail(new OwnedLines(new Answers()))).WriteAsync(input, new ReportContext(Data, Configuration, Month, [], default), file, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(file.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class Answers : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            IEnumerable<Dictionary<string, string>> own = query.Days == DayRange.Of(Month) ? Charges : [];
            foreach (CostFilter filter in query.Filters) own = own.Where(charge => filter.Values.Contains(charge.GetValueOrDefault(filter.Dimension.Name)));
            return Task.FromResult<IReadOnlyList<CostRow>>([.. own
                .GroupBy(charge => string.Join('|', query.By.Select(by => charge.GetValueOrDefault(by.Name, ""))), StringComparer.Ordinal)
                .Select(group => new CostRow(
                    [.. group.Key.Split('|').Select(key => key.Length == 0 ? null : key)], Currency.Usd,
                    new Costs(1.005m * group.Count(), 1.005m * group.Count(), 0m, 0m), group.LongCount()))]);
        }
    }
}
