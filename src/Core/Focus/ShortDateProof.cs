namespace CostGuard.Core.Focus;

/// <summary>
/// Decides whether short dates such as 5/1/25 are month/day or day/month: only when exactly one of the two readings makes every billing period
/// of the file exactly one calendar month. Feed it every row, then ask.
/// </summary>
public sealed class ShortDateProof
{
    private bool _monthFirst = true;
    private bool _dayFirst = true;

    /// <summary>Rows seen.</summary>
    public long Rows { get; private set; }

    /// <summary>True or false once proved; null when both readings or none hold, or there were no rows.</summary>
    public bool? DayFirst => Rows == 0 || _monthFirst == _dayFirst ? null : _dayFirst;

    /// <summary>Takes one row's BillingPeriodStart and BillingPeriodEnd, UTF-8.</summary>
    public void Add(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end)
    {
        Rows++;
        _monthFirst = _monthFirst && IsMonth(start, end, false);
        _dayFirst = _dayFirst && IsMonth(start, end, true);
    }

    private static bool IsMonth(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, bool dayFirst)
    {
        if (!FocusTime.TryParseShort(start, dayFirst, out long from) || !FocusTime.TryParseShort(end, dayFirst, out long to)) return false;
        DateTimeOffset first = FocusTime.ToInstant(from);
        return first.Day == 1 && first.AddMonths(1) == FocusTime.ToInstant(to);
    }
}
