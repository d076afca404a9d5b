using CostGuard.Core.Allocate;
using CostGuard.Core.Close;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using CostGuard.Unit.Core;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class LineDetailTests
{
    private static readonly BillingPeriod Month = WorkbookSamples.November;

    [Fact]
    public async Task AddAsync_MatchedCharges_CarryTheNumberOfTheirInvoice()
    {
        DataLine[] lines = [Line("X-1", "111"), Line("X-1", "222"), Line(null, "111")];
        ChargesHome[] homes = [Home("X-1", "111", "INV-7"), Home(null, "111", "INV-8")];

        Assert.Equal(["INV-7", "X-1", "INV-8"], (await AddAsync(lines, homes)).Lines.Select(line => line.Invoice));
    }

    // Two issuers under one number: which of them cannot be told from a line of the roll-up.
    [Fact]
    public async Task AddAsync_NumberOfTwoIssuers_StaysAsTheDataHasIt() =>
        Assert.Equal("X-1", Assert.Single((await AddAsync([Line("X-1", "111")], [Home("X-1", "111", "INV-7", "a"), Home("X-1", "111", "INV-8", "b")])).Lines).Invoice);

    [Fact]
    public async Task AddAsync_LinesOfOtherMonths_KeepTheirNumberAndNameTheirLoad()
    {
        (IReadOnlyList<DataLine> lines, _) = await AddAsync([Line("X-1", "111") with { Month = Month.Previous, Source = "sample" }, Line("X-1", "111") with { Source = "other" }], [Home("X-1", "111", "INV-7")]);

        Assert.Equal([("X-1", "2026-10-load"), ("INV-7", null)], lines.Select(line => (line.Invoice, line.Load)));
    }

    [Fact]
    public async Task AddAsync_MoreResourcesThanFit_SaysThatTheyAreLeftOut()
    {
        DataLine line = WorkbookSamples.Line(Month, "Unallocated", "AWS", "1", "EC2", "Usage", 2m) with { Rule = "unallocated", Source = "aws", Region = null, AccountName = null };
        LineAnswers answers = new("i-1", "i-2");

        (IReadOnlyList<DataLine> whole, string left) = await AddAsync([line], [], answers, 1);
        (IReadOnlyList<DataLine> split, string told) = await AddAsync([line], [], answers, 2);

        Assert.Null(Assert.Single(whole).Resource);
        Assert.Contains("Resources are left out", left, StringComparison.Ordinal);
        Assert.Equal(["i-1", "i-2"], split.Select(each => each.Resource));
        Assert.Equal(LineDetail.Split, told);
    }

    private static Task<(IReadOnlyList<DataLine> Lines, string Note)> AddAsync(DataLine[] lines, ChargesHome[] homes, ICostQueries? answers = null, int max = 100) =>
        new LineDetail(new OwnedLines(answers ?? new LineAnswers())).AddAsync(
            lines, new Snapshot(new SnapshotId("01ab"), WorkbookSamples.Input().Loads, "00", Month.LastDay), SomeConfiguration.Of(), Month, homes, max, TestContext.Current.CancellationToken);

    private static DataLine Line(string? invoice, string account) => WorkbookSamples.Line(Month, "Web", "AWS", "1", "EC2", "Usage", 10m) with { Invoice = invoice, BillingAccount = account };

    private static ChargesHome Home(string? invoice, string account, string number, string? issuer = null) =>
        new(new ChargesKey(invoice, "AWS", account, issuer, Currency.Usd), [], number, ChargesReason.Matched, null);

    /// <summary>One line of 1 for each resource, of nobody.</summary>
    private sealed class LineAnswers(params string[] resources) : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CostRow>>(
        [
            .. resources.Select(resource => new CostRow(
                [.. query.By.Select(by => by.Name switch { "ProviderName" => "AWS", "SubAccountId" => "1", "ServiceName" => "EC2", "ChargeCategory" => "Usage", "source" => "aws", "ResourceId" => resource, _ => null })],
                Currency.Usd, new Costs(1m, 1m, 1m, 1m), 1)),
        ]);
    }
}
