using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>Changes of an earlier month that a closing charged: those that came in after one moment, until another.</summary>
/// <param name="Month">The earlier month.</param>
/// <param name="From">After this moment, UTC.</param>
/// <param name="Until">Until this moment, UTC.</param>
public sealed record ChargedSpan(BillingPeriod Month, DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// What a closed month charged of other months, kept with it: whatever is reopened and closed again later, what was charged once is known, so that it is
/// neither charged twice nor lost.
/// </summary>
/// <param name="Spans">Which changes of which months.</param>
/// <param name="Corrections">Their amounts by team.</param>
public sealed record ClosingCharges(IReadOnlyList<ChargedSpan> Spans, IReadOnlyList<LateCorrection> Corrections)
{
    /// <summary>Spans of a month's changes that no other closed month has charged yet, in order; empty when all are.</summary>
    /// <param name="closed">The closed months.</param>
    /// <param name="changed">The closed month whose changes they are.</param>
    /// <param name="carrier">The month that is to carry them.</param>
    /// <param name="until">Moment up to which changes count, UTC.</param>
    public static IEnumerable<ChargedSpan> Open(IReadOnlyList<Closing> closed, Closing changed, BillingPeriod carrier, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(closed);
        ArgumentNullException.ThrowIfNull(changed);
        DateTimeOffset from = changed.ChangedAt;
        foreach ((_, ChargedSpan taken) in Charged(closed, changed, carrier))
        {
            if (taken.From >= until) break;
            if (taken.From > from) yield return new ChargedSpan(changed.Period, from, taken.From);
            from = taken.Until;
        }

        if (from < until) yield return new ChargedSpan(changed.Period, from, until);
    }

    /// <summary>
    /// Spans of a month's changes that other closed months have charged, in order and without overlap, each with the closing that did. What was charged before
    /// the month was closed (again) is in its own data and left out.
    /// </summary>
    /// <param name="closed">The closed months.</param>
    /// <param name="changed">The closed month whose changes they are.</param>
    /// <param name="carrier">The open month that carries what is not charged yet.</param>
    public static IEnumerable<(Closing By, ChargedSpan Span)> Charged(IReadOnlyList<Closing> closed, Closing changed, BillingPeriod carrier)
    {
        ArgumentNullException.ThrowIfNull(closed);
        ArgumentNullException.ThrowIfNull(changed);
        DateTimeOffset from = changed.ChangedAt;
        foreach ((Closing by, ChargedSpan span) in Taken(closed, changed.Period, carrier).OrderBy(each => each.Span.From).ThenBy(each => each.Span.Until))
        {
            if (span.Until <= from) continue;
            yield return (by, span with { From = span.From > from ? span.From : from });
            from = span.Until;
        }
    }

    /// <summary>
    /// What a month must give back, or take back, so that with everything that other closed months charged of it, it is charged once: corrections of it that
    /// were charged before it was closed again are in its own data by now.
    /// </summary>
    /// <param name="closed">The closed months.</param>
    /// <param name="about">The month that corrections are of.</param>
    /// <param name="carrier">The month that settles them; not among those that count.</param>
    public static IEnumerable<LateCorrection> Settling(IReadOnlyList<Closing> closed, BillingPeriod about, BillingPeriod carrier)
    {
        ArgumentNullException.ThrowIfNull(closed);
        DateTimeOffset own = closed.FirstOrDefault(closing => closing.Period == about && about != carrier)?.ChangedAt ?? DateTimeOffset.MaxValue;
        return closed.Where(closing => closing.Period != carrier && closing.Charges is not null)
            .SelectMany(closing => closing.Charges!.Corrections.Where(each => each.Month == about && (each.Settles || closing.ChangedAt < own)))
            .GroupBy(each => (each.Team, each.Currency))
            .Select(group => new LateCorrection(about, group.Key.Team, group.Key.Currency, -group.Sum(each => each.Billed), -group.Sum(each => each.Effective)) { Settles = true })
            .Where(each => each.Billed != 0m || each.Effective != 0m);
    }

    // A month that was closed before this was kept charged everything that had come in until its close.
    private static IEnumerable<(Closing By, ChargedSpan Span)> Taken(IReadOnlyList<Closing> closed, BillingPeriod month, BillingPeriod carrier) =>
        closed.Where(closing => closing.Period != carrier && closing.Period != month).SelectMany(closing => closing.Charges is { } charges
            ? charges.Spans.Where(span => span.Month == month).Select(span => (closing, span))
            : closing.Period.CompareTo(month) > 0 && closing.Period.CompareTo(carrier) < 0 ? [(closing, new ChargedSpan(month, DateTimeOffset.MinValue, closing.ChangedAt))] : []);
}
