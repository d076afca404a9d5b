using CostGuard.Core.Errors;

namespace CostGuard.Core.Commitments;

/// <summary>When a commitment ends and what that costs (domain G.5). Amounts in the currency of the scope.</summary>
/// <param name="Id">FOCUS CommitmentDiscountId.</param>
/// <param name="Scope">Its service; of the largest one when it covers several.</param>
/// <param name="Type">FOCUS CommitmentDiscountType.</param>
/// <param name="End">The first day without it; null when the bill does not tell (CG1463).</param>
/// <param name="LostPerMonth">What its usage would cost more on demand, a month; null when that is unknown (CG1462).</param>
/// <param name="LockIn">What is still to be paid for until the end; null without an end.</param>
/// <param name="Reason">Why a figure is missing.</param>
public sealed record CommitmentExpiry(string Id, CommitmentScope Scope, string? Type, DateOnly? End, decimal? LostPerMonth, decimal? LockIn, Problem? Reason)
{
    private static readonly int[] AlertDays = [7, 30, 60, 90];

    /// <summary>The first day of its term, as its purchase says it; null when the bill does not tell.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Days until it ends, 0 on the day; null without an end.</summary>
    public int? DaysLeft(DateOnly today) => End is { } end ? end.DayNumber - today.DayNumber : null;

    /// <summary>The narrowest alert that holds: 0, 7, 30, 60 or 90 days; null when it is over, far away or unknown.</summary>
    public int? Alert(DateOnly today) => DaysLeft(today) switch
    {
        null or < 0 => null,
        0 => 0,
        { } left => AlertDays.Where(days => left <= days).Select(days => (int?)days).FirstOrDefault(),
    };
}

/// <summary>Ends of commitments from billing data: a purchase that covers its whole term says it; anything else has to be said by a person.</summary>
public static class ExpiryCalendar
{
    private const decimal MonthDays = 30.4375m;
    private const int Days = 30;

    /// <summary>A charge period of more than a month is a term.</summary>
    private const int MonthDaysMax = 32;

    /// <summary>The commitments of charges, the first end first, unknown ends last.</summary>
    /// <param name="charges">Daily or finer charges of at least the last 30 days; older purchases too.</param>
    /// <param name="through">The last complete day.</param>
    /// <param name="told">Ends that a person said, by id.</param>
    /// <param name="missing">Whether the loads lack ContractedCost.</param>
    public static IReadOnlyList<CommitmentExpiry> Of(IReadOnlyCollection<CommitmentCharge> charges, DateOnly through, IReadOnlyDictionary<string, DateOnly> told, bool missing) =>
        [.. charges.Where(charge => charge.Id is not null)
            .GroupBy(charge => (charge.Id, charge.Kind.Scope.Currency))
            .Select(group => One(group.Key.Id!, [.. group], through, told, missing))
            .OrderBy(expiry => expiry.End ?? DateOnly.MaxValue).ThenBy(expiry => expiry.Id, StringComparer.Ordinal)];

    private static CommitmentExpiry One(string id, CommitmentCharge[] charges, DateOnly through, IReadOnlyDictionary<string, DateOnly> told, bool missing)
    {
        CommitmentCharge[] recent = [.. charges.Where(charge => !charge.IsPurchase && charge.Day <= through && charge.Day > through.AddDays(-Days))];
        DateOnly? end = told.TryGetValue(id, out DateOnly said) ? said : Term(charges);
        decimal perDay = recent.Sum(charge => charge.Costs.Effective) / Days;
        decimal saved = recent.Where(charge => charge.Use == CommitmentUse.Used).Sum(charge => charge.Costs.Contracted - charge.Costs.Effective);
        CommitmentCharge largest = charges.OrderBy(charge => charge.IsPurchase).ThenByDescending(charge => charge.Costs.Effective).First();
        Problem? reason = end is null ? CommitmentErrors.EndUnknown.At($"The end of {id} is not on the bill.", severity: Severity.Warning)
            : missing ? CommitmentErrors.ContractedMissing.At($"What {id} saves is not on the bill.", severity: Severity.Warning) : null;
        return new CommitmentExpiry(
            id, largest.Kind.Scope, largest.Type, end, missing ? null : saved * MonthDays / Days,
            end is { } last ? perDay * Math.Max(0, last.DayNumber - through.AddDays(1).DayNumber) : null, reason)
        {
            Start = Terms(charges).Select(charge => (DateOnly?)charge.Day).Min(),
        };
    }

    private static DateOnly? Term(CommitmentCharge[] charges)
    {
        DateOnly[] ends = [.. Terms(charges).Select(charge => DateOnly.FromDateTime(charge.End.UtcDateTime))];
        return ends.Length == 0 ? null : ends.Max();
    }

    private static IEnumerable<CommitmentCharge> Terms(CommitmentCharge[] charges) =>
        charges.Where(charge => charge.IsPurchase && (charge.End - charge.Start).TotalDays > MonthDaysMax);
}
