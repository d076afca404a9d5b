using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Commitments;

/// <summary>What is to be proposed.</summary>
/// <param name="Risk">How much of the best is bought.</param>
/// <param name="Service">Only this service, also without a commitment so far; null: every service that commitments pay for.</param>
/// <param name="Discount">What the provider offers, 0.28 for 28 %; null: as measured on the bill.</param>
/// <param name="Leaving">On-demand cost an hour that accepted actions will remove.</param>
/// <param name="Steps">Purchases of the ladder.</param>
/// <param name="WithThreeYears">Whether twelve months are read, so that a firm part may be bought for three years.</param>
public sealed record PurchaseQuestion(PurchaseRisk Risk, string? Service, decimal? Discount, decimal Leaving, int Steps, bool WithThreeYears);

/// <summary>Questions about commitments on a snapshot.</summary>
public sealed class CommitmentService(ICostQueries costs)
{
    private const int YearDays = 366;
    private const int ExpiryDays = 30;

    /// <summary>Four years: a purchase of three is in it.</summary>
    private const int PurchaseDays = 1461;

    private readonly CommitmentReader _reader = new(costs);

    /// <summary>How they did on charge days.</summary>
    public async Task<CommitmentReport> ShowAsync(Snapshot snapshot, DayRange days, CancellationToken cancellationToken) => CommitmentReport.Of(
        await _reader.ReadAsync(snapshot, days, null, cancellationToken).ConfigureAwait(false), Through(snapshot), CommitmentReader.MissingPrices(snapshot, days));

    /// <summary>When they end.</summary>
    /// <param name="snapshot">Snapshot.</param>
    /// <param name="told">Ends that a person said, by id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<CommitmentExpiry>> ExpiringAsync(Snapshot snapshot, IReadOnlyDictionary<string, DateOnly> told, CancellationToken cancellationToken)
    {
        DateOnly through = Through(snapshot);
        DayRange recent = new(through.AddDays(1 - ExpiryDays), through.AddDays(1)), older = new(through.AddDays(-PurchaseDays), recent.Start);
        IReadOnlyList<CommitmentCharge> charges = await _reader.ReadAsync(snapshot, recent, null, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CommitmentCharge> bought = await _reader.PurchasesAsync(snapshot, older, cancellationToken).ConfigureAwait(false);
        HashSet<string?> running = [.. charges.Select(charge => charge.Id)];
        // A purchase of which nothing is charged any more is over, unless its term says otherwise.
        return ExpiryCalendar.Of(
            [.. charges, .. bought.Where(charge => running.Contains(charge.Id) || charge.End > new DateTimeOffset(through, TimeOnly.MinValue, TimeSpan.Zero))],
            through, told, CommitmentReader.MissingPrices(snapshot, recent) is not null);
    }

    /// <summary>
    /// When these end, and nothing else: of each the month of its first purchase is read, where a term is told, instead of the lines of years.
    /// </summary>
    /// <param name="snapshot">Snapshot.</param>
    /// <param name="ids">FOCUS CommitmentDiscountId.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<CommitmentExpiry>> EndsAsync(Snapshot snapshot, IReadOnlySet<string> ids, CancellationToken cancellationToken)
    {
        DateOnly through = Through(snapshot);
        DayRange recent = new(through.AddDays(1 - ExpiryDays), through.AddDays(1)), all = new(through.AddDays(-PurchaseDays), recent.End);
        var charges = new List<CommitmentCharge>();
        foreach (BillingPeriod month in await _reader.FirstPurchasesAsync(snapshot, all, ids, cancellationToken).ConfigureAwait(false))
            charges.AddRange((await _reader.PurchasesAsync(snapshot, DayRange.Of(month), cancellationToken).ConfigureAwait(false)).Where(charge => charge.Id is { } id && ids.Contains(id)));
        return ExpiryCalendar.Of(charges, through, new Dictionary<string, DateOnly>(), CommitmentReader.MissingPrices(snapshot, recent) is not null);
    }

    /// <summary>What to buy.</summary>
    /// <param name="snapshot">Snapshot.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="today">The day of the first purchase.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<PurchaseProposal>> ProposeAsync(Snapshot snapshot, PurchaseQuestion question, DateOnly today, CancellationToken cancellationToken)
    {
        DateOnly end = Through(snapshot).AddDays(1);
        var days = new DayRange(end.AddDays(-(question.WithThreeYears ? YearDays : PurchasePlanner.LookBacks[^1])), end);
        if (CommitmentReader.MissingPrices(snapshot, days) is { } missing) throw new CostGuardException(5, missing);
        IReadOnlyList<CommitmentCharge> charges = await _reader.ReadAsync(snapshot, days, question.Service, cancellationToken).ConfigureAwait(false);
        CommitmentScope[] scopes = [.. charges.Where(charge => !charge.IsPurchase && (question.Service is not null || charge.Use == CommitmentUse.Used)).Select(charge => charge.Kind.Scope).Distinct()];
        if (scopes.Length == 0) throw new CostGuardException(5, CommitmentErrors.NoneOnTheBill.At("No usage charge of the last 60 days names a commitment; for a first one say --service and --discount."));
        IReadOnlyList<(string? Sku, CommitmentCharge Charge)> skus = await _reader.BySkuAsync(snapshot, days, [.. scopes.Select(scope => scope.Service).Distinct()], cancellationToken).ConfigureAwait(false);
        return [.. scopes.Select(scope => Propose(
                scope, [.. charges.Where(charge => charge.Kind.Scope == scope)], [.. skus.Where(each => each.Charge.Kind.Scope == scope)], question, today))
            .OrderByDescending(proposal => proposal.SavingPerMonth).ThenBy(proposal => proposal.Scope.ToString(), StringComparer.Ordinal)];
    }

    private static PurchaseProposal Propose(
        CommitmentScope scope, CommitmentCharge[] charges, (string? Sku, CommitmentCharge Charge)[] skus, PurchaseQuestion question, DateOnly today)
    {
        HashSet<CommitmentKind> eligible = CommitmentReport.Eligible(charges);
        // Without a commitment so far, hours are what one can pay for.
        if (eligible.Count == 0) eligible = [.. charges.Select(charge => charge.Kind).Where(kind => IsHours(kind.Unit))];
        if (UsageHistory.Of(charges, eligible, question.Leaving) is not { } usage)
        {
            return new PurchaseProposal
            {
                Scope = scope,
                Days = 0,
                IsHourly = false,
                Reason = CommitmentErrors.TooLittleUsage.At($"{scope}: charges cover more than a day each, so that the course of usage is not known.", severity: Severity.Warning),
            };
        }

        IReadOnlyList<DiscountedUsage> mix = question.Discount is { } said ? [new DiscountedUsage(1m, said)] : UsageHistory.Mix(skus, eligible);
        return new PurchasePlanner(question.Risk, today, question.Steps).Propose(scope, usage, mix);
    }

    private static bool IsHours(string? unit) =>
        unit is not null && (unit.Contains("hour", StringComparison.OrdinalIgnoreCase) || unit.Contains("hrs", StringComparison.OrdinalIgnoreCase))
        && !unit.Contains("gb", StringComparison.OrdinalIgnoreCase) && !unit.Contains("byte", StringComparison.OrdinalIgnoreCase);

    private static DateOnly Through(Snapshot snapshot) => snapshot.DataThrough
        ?? throw new CostGuardException(5, CommitmentErrors.NoneOnTheBill.At(string.Create(CultureInfo.InvariantCulture, $"Snapshot {snapshot.Id} has no usage.")));
}
