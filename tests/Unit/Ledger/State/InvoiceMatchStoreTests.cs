using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

/// <summary>What people match and what providers change, in the state database.</summary>
public sealed class InvoiceMatchStoreTests : IDisposable
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");
    private static readonly DateTimeOffset Now = new(2026, 11, 4, 8, 0, 0, TimeSpan.Zero);

    private static readonly Invoice Bill = new() { Number = "G1", Currency = Currency.Eur, Period = October, Date = new DateOnly(2026, 11, 3), Net = 100m, Tax = 19m, By = "fin@acme.test", At = Now };

    private static readonly Invoice Fetched = Bill with { Origin = new InvoiceOrigin { Connection = "acme", Document = "Invoice", Status = "Due", From = new DateOnly(2026, 10, 1), Through = new DateOnly(2026, 10, 31) } };

    private static readonly ConfirmedMatch Match = new()
    {
        Period = October,
        Charges = new ChargesKey(null, "Microsoft", "ab12", "Microsoft", Currency.Eur),
        Invoice = "G1",
        Billed = 100.005m,
        Text = "from the PDF",
        By = "fin@acme.test",
        At = Now,
    };

    private readonly LedgerHome _home = new();

    private CloseStore Book => new(_home.State);

    private InvoiceMatchStore Matches => new(_home.State);

    private FetchedInvoiceStore Fetches => new(_home.State);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task AddAsync_Match_IsKeptOnceAndTakenBackWithBothInTheAudit()
    {
        await Book.AddAsync([Bill], LedgerHome.Stop);
        await Matches.AddAsync([Match], LedgerHome.Stop);

        ConfirmedMatch kept = Assert.Single((await Book.ReadAsync(LedgerHome.Stop)).Matches);
        Assert.Equal(Match with { Id = kept.Id }, kept);
        Assert.Equal("CG2730", (await Assert.ThrowsAsync<CostGuardException>(() => Matches.AddAsync([Match with { By = "other" }], LedgerHome.Stop))).Problem.Code);
        Assert.Equal("CG2703", (await Assert.ThrowsAsync<CostGuardException>(() => Matches.AddAsync([Match with { Invoice = "G9" }], LedgerHome.Stop))).Problem.Code);

        Assert.True(await Matches.RevokeAsync(kept.Id, "cfo@acme.test", Now, LedgerHome.Stop));
        Assert.False(await Matches.RevokeAsync(kept.Id, "cfo@acme.test", Now, LedgerHome.Stop));
        Assert.Empty((await Book.ReadAsync(LedgerHome.Stop)).Matches);
        Assert.Equal([("cfo@acme.test", "invoice unmatch"), ("fin@acme.test", "invoice match"), ("fin@acme.test", "invoice add")], (await Book.AuditAsync("G1 EUR", 9, LedgerHome.Stop)).Select(entry => (entry.By, entry.Action)));
    }

    [Fact]
    public async Task RemoveAsync_Invoice_TakesItsMatchesAlong()
    {
        await Book.AddAsync([Bill], LedgerHome.Stop);
        await Matches.AddAsync([Match], LedgerHome.Stop);

        await Book.RemoveAsync("G1", Currency.Eur, "fin@acme.test", Now, LedgerHome.Stop);
        Assert.Empty((await Book.ReadAsync(LedgerHome.Stop)).Matches);
    }

    [Fact]
    public async Task Both_ClosedMonth_AreRefused()
    {
        await Book.AddAsync([Bill], LedgerHome.Stop);
        await Matches.AddAsync([Match], LedgerHome.Stop);
        await CloseAsync(ClosingState.Closed);

        Assert.Equal("CG2706", (await Assert.ThrowsAsync<CostGuardException>(() => Matches.AddAsync([Match with { Charges = Match.Charges with { Issuer = null } }], LedgerHome.Stop))).Problem.Code);
        Assert.Equal("CG2706", (await Assert.ThrowsAsync<CostGuardException>(() => Matches.RevokeAsync(1, "fin@acme.test", Now, LedgerHome.Stop))).Problem.Code);
    }

    [Fact]
    public async Task RecordAsync_Again_KnowsWhatIsPaidSince()
    {
        Assert.Equal((1, 0), Counts(await RecordAsync(false, Fetched)));
        Assert.Equal((0, 1), Counts(await RecordAsync(false, Fetched with { By = "bob@acme.test", Origin = Fetched.Origin! with { Status = "Paid" } })));

        Invoice kept = Assert.Single((await Book.ReadAsync(LedgerHome.Stop)).Invoices);
        Assert.Equal(("fin@acme.test", Fetched.Origin! with { Status = "Paid" }), (kept.By, kept.Origin));
        Assert.Single(await Book.AuditAsync("G1 EUR", 9, LedgerHome.Stop));
    }

    [Theory]
    [InlineData(false, false, null, "--replace was not given")]
    [InlineData(true, true, null, "it was typed or imported by fin@acme.test")]
    [InlineData(true, false, ClosingState.Reconciled, "the month is reconciled by fin@acme.test")]
    [InlineData(true, false, ClosingState.Closed, "the month is closed")]
    [InlineData(true, false, null, null)]
    public async Task RecordAsync_ChangedSince_ReplacesOnlyWhatNobodyTypedOrSigned(bool replace, bool typed, ClosingState? state, string? kept)
    {
        await Book.AddAsync([typed ? Bill : Fetched], LedgerHome.Stop);
        if (state is { } signed) await CloseAsync(signed);

        ChangedInvoice changed = Assert.Single((await RecordAsync(replace, Fetched with { Net = 110m })).Changed);

        Assert.Equal((100m, 110m, kept), (changed.Recorded!.Net, changed.Now!.Net, changed.Kept));
        Assert.Equal(kept is null ? 110m : 100m, Assert.Single((await Book.ReadAsync(LedgerHome.Stop)).Invoices).Net);
        Assert.Equal(kept is null, (await Book.AuditAsync("G1 EUR", 9, LedgerHome.Stop)).Any(entry => entry.Action == "invoice replace"));
    }

    /// <summary>A credit memo that came after the close is told with its amount, and takes nothing away from what else was fetched.</summary>
    [Fact]
    public async Task RecordAsync_NewOfAClosedMonth_IsToldAndTheRestRecorded()
    {
        await Book.AddAsync([Bill], LedgerHome.Stop);
        await CloseAsync(ClosingState.Closed);
        Invoice memo = Fetched with { Number = "CM-1", Net = -12.5m, Tax = 0m }, next = Fetched with { Number = "G3", Period = October.Next };

        FetchOutcome outcome = await Fetches.RecordAsync(new FetchedInvoices([memo, next, Fetched with { Net = 110m }], []) { Voided = ["G1"] }, October, true, "ann", Now, LedgerHome.Stop);

        Assert.Equal((1, 0), Counts(outcome));
        Assert.Equal([(null, "CM-1", -12.5m), ("G1", "G1", 110m), ("G1", null, null)], outcome.Changed.Select(each => (each.Recorded?.Number, each.Now?.Number, each.Now?.Net)));
        Assert.All(outcome.Changed, each => Assert.Equal("the month is closed", each.Kept));
        Assert.Equal([("G1", 100m), ("G3", 100m)], (await Book.ReadAsync(LedgerHome.Stop)).Invoices.Select(each => (each.Number, each.Net)).Order());
    }

    [Fact]
    public async Task RecordAsync_VoidSince_IsRemovedWhenAskedUnlessSomebodyExplainedIt()
    {
        await RecordAsync(false, Fetched);
        await Book.ExplainAsync(new Explanation(0, "G1", Currency.Eur, ExplainedReason.Fx, 1m, "bank", "fin@acme.test", Now), LedgerHome.Stop);
        var gone = new FetchedInvoices([], []) { Voided = ["G1"] };

        Assert.Equal("somebody explained a difference of it", Assert.Single((await Fetches.RecordAsync(gone, October, true, "ann", Now, LedgerHome.Stop)).Changed).Kept);
        await Book.TakeBackAsync(1, "fin@acme.test", Now, LedgerHome.Stop);
        Assert.Equal("--replace was not given", Assert.Single((await Fetches.RecordAsync(gone, October, false, "ann", Now, LedgerHome.Stop)).Changed).Kept);
        Assert.Null(Assert.Single((await Fetches.RecordAsync(gone, October, true, "ann", Now, LedgerHome.Stop)).Changed).Kept);
        Assert.Empty((await Book.ReadAsync(LedgerHome.Stop)).Invoices);
        Assert.Empty((await Fetches.RecordAsync(gone, October, true, "ann", Now, LedgerHome.Stop)).Changed);
    }

    private static (int Added, int Same) Counts(FetchOutcome outcome) => (outcome.Added, outcome.Same);

    private Task<FetchOutcome> RecordAsync(bool replace, Invoice invoice) => Fetches.RecordAsync(new FetchedInvoices([invoice], []), October, replace, invoice.By, Now, LedgerHome.Stop);

    private Task<bool> CloseAsync(ClosingState state) => Book.SaveAsync(
        new Closing { Period = October, State = state, ReconciledBy = "fin@acme.test", ChangedAt = Now }, new AuditEntry(Now, "fin@acme.test", "period close", "2026-10", null, null), [], LedgerHome.Stop);
}
