using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

/// <summary>One invoice that two connections state differently: both statements are kept, neither replaces the other, and a person's word stays above them.</summary>
public sealed class ContradictedInvoiceTests : IDisposable
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");
    private static readonly DateTimeOffset Now = new(2026, 11, 4, 8, 0, 0, TimeSpan.Zero);

    private static readonly Invoice First = new()
    {
        Number = "G1",
        Currency = Currency.Eur,
        Period = October,
        Date = new DateOnly(2026, 11, 3),
        Net = 100m,
        Tax = 19m,
        BillingAccount = "ab12",
        By = "fin@acme.test",
        At = Now,
        Origin = new InvoiceOrigin { Connection = "acme-a", Document = "Invoice", Issuer = "Microsoft" },
    };

    // The other connection knows the account by another name; what it says of the amount is 110 and not 100.
    private static readonly Invoice Same = First with { BillingAccount = "/accounts/ab12", Origin = First.Origin! with { Connection = "acme-b" } };
    private static readonly Invoice Other = Same with { Net = 110m, Tax = 20.90m };

    private readonly LedgerHome _home = new();

    private CloseStore Book => new(_home.State);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task RecordAsync_TwoConnectionsInOneFetch_RecordsTheFirstAndKeepsTheOtherBeside()
    {
        FetchOutcome outcome = await RecordAsync(false, First, Other);

        Assert.Equal((1, 0, 0), (outcome.Added, outcome.Same, outcome.Changed.Count));
        ContradictedInvoice told = Assert.Single(outcome.Contradicted);
        Assert.Equal((100m, "acme-b", 110m, 20.90m), (told.Recorded.Net, told.Other.Connection, told.Other.Net, told.Other.Tax));
        Invoice kept = await KeptAsync();
        Assert.True(kept.IsContradicted);
        Assert.Equal((100m, "acme-a", 110m), (kept.Net, kept.Origin!.Connection, Assert.Single(kept.Otherwise).Net));
        Assert.Equal("2026-10, 2026-11-03, net 110, tax 20.9 EUR, issued by Microsoft", InvoiceTable.Stated(kept.Otherwise[0], kept.Currency));
    }

    [Fact]
    public async Task RecordAsync_OtherConnectionLater_ReplacesNothingThoughAsked()
    {
        await RecordAsync(false, First);

        FetchOutcome outcome = await RecordAsync(true, Other);

        Assert.Equal((0, 1, 0, 1), (outcome.Added, outcome.Same, outcome.Changed.Count, outcome.Contradicted.Count));
        Assert.Equal((100m, 110m), ((await KeptAsync()).Net, Assert.Single((await KeptAsync()).Otherwise).Net));
        // Asked again, it is told again, and the log has it once.
        Assert.Single((await RecordAsync(false, Other)).Contradicted);
        Assert.Single(await Book.AuditAsync("G1 EUR", 9, LedgerHome.Stop), entry => entry.Action == "invoice otherwise");
    }

    [Fact]
    public async Task RecordAsync_OtherConnectionSaysTheSame_IsOneInvoice()
    {
        FetchOutcome outcome = await RecordAsync(false, First, Same);

        Assert.Equal((1, 0), (outcome.Added, outcome.Contradicted.Count));
        Assert.Equal(("acme-a", 0), ((await KeptAsync()).Origin!.Connection, (await KeptAsync()).Otherwise.Count));
    }

    [Fact]
    public async Task RecordAsync_OtherConnectionComesRound_NothingContradictsAnyMore()
    {
        await RecordAsync(false, First, Other);

        Assert.Empty((await RecordAsync(false, Same)).Contradicted);

        Assert.Empty((await KeptAsync()).Otherwise);
        // And the other way round: the first one restates what the other said all along.
        await RecordAsync(false, Other);
        await RecordAsync(true, First with { Net = 110m, Tax = 20.90m });
        Assert.Equal((110m, false), ((await KeptAsync()).Net, (await KeptAsync()).IsContradicted));
    }

    // The provider restates, and both connections say so: the one that it was recorded from is heard first, so that nothing contradicts.
    [Fact]
    public async Task RecordAsync_BothRestate_IsReplacedAndNothingContradicts()
    {
        await RecordAsync(false, First);

        FetchOutcome outcome = await RecordAsync(true, Other, First with { Net = Other.Net, Tax = Other.Tax });

        Assert.Empty(outcome.Contradicted);
        Assert.Equal((Other.Net, "acme-a", false), ((await KeptAsync()).Net, (await KeptAsync()).Origin!.Connection, (await KeptAsync()).IsContradicted));
    }

    [Fact]
    public async Task RecordAsync_TypedInvoice_StaysAboveBothAndIsCertain()
    {
        await Book.AddAsync([First with { Origin = null, Net = 105m }], LedgerHome.Stop);

        FetchOutcome outcome = await RecordAsync(true, First, Other);

        Assert.Equal([100m, 110m], outcome.Changed.Select(each => each.Now!.Net));
        Assert.All(outcome.Changed, each => Assert.Equal("it was typed or imported by fin@acme.test", each.Kept));
        Invoice kept = await KeptAsync();
        Assert.Equal((105m, false), (kept.Net, kept.IsContradicted));
        Assert.Equal([("acme-a", 100m), ("acme-b", 110m)], kept.Otherwise.Select(each => (each.Connection, each.Net)));
    }

    [Fact]
    public async Task RecordAsync_SignedMonth_TellsAndKeepsNothing()
    {
        await RecordAsync(false, First);
        await Book.SaveAsync(new Closing { Period = October, State = ClosingState.Closed, ChangedAt = Now, Revision = 0 }, new AuditEntry(Now, "fin@acme.test", "period close", "2026-10", null, null), [], LedgerHome.Stop);

        FetchOutcome outcome = await RecordAsync(true, Other);

        Assert.Equal("the month is closed", Assert.Single(outcome.Changed).Kept);
        Assert.Empty((await KeptAsync()).Otherwise);
    }

    private async Task<Invoice> KeptAsync() => Assert.Single((await Book.ReadAsync(LedgerHome.Stop)).Invoices);

    private Task<FetchOutcome> RecordAsync(bool replace, params Invoice[] invoices) =>
        new FetchedInvoiceStore(_home.State).RecordAsync(new FetchedInvoices(invoices, []), October, replace, "ann@acme.test", Now, LedgerHome.Stop);
}
