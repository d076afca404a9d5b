using System.Globalization;
using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Core.Focus.Azure;

/// <summary>
/// The days of the current row as FOCUS times. An export's last days are inclusive, FOCUS ends are not. Where no billing period is given it is the
/// day's month. A text that is no day is handed on, so that the row is refused with it.
/// </summary>
internal sealed class AzureDays(AzureRowCells cells, bool dayFirst)
{
    private readonly Dictionary<string, Day> _days = new(StringComparer.Ordinal);
    private byte[] _lastDay = [], _lastFirst = [];
    private Day _day = Day.None, _first = Day.None;

    public ReadOnlySpan<byte> ChargeStart => Current.Text;

    public ReadOnlySpan<byte> ChargeEnd => Current.Next;

    public ReadOnlySpan<byte> PeriodStart => cells.PeriodFirst.IsEmpty ? Current.Month : First.Text;

    public ReadOnlySpan<byte> PeriodEnd => cells.PeriodFirst.IsEmpty ? Current.NextMonth : First.NextMonth;

    /// <summary>The billing month; null when the row has none.</summary>
    public BillingPeriod? Period => (cells.PeriodFirst.IsEmpty ? Current : First).Instant is { } instant ? BillingPeriod.Of(instant) : null;

    private Day Current => Get(cells.Day, ref _lastDay, ref _day);

    private Day First => Get(cells.PeriodFirst, ref _lastFirst, ref _first);

    private Day Get(ReadOnlySpan<byte> text, ref byte[] lastText, ref Day last)
    {
        if (text.SequenceEqual(lastText)) return last;
        lastText = text.ToArray();
        string key = Encoding.UTF8.GetString(text);
        if (!_days.TryGetValue(key, out Day? day)) _days.Add(key, day = new Day(lastText, AzureDateProof.Read(key, dayFirst)));
        return last = day;
    }

    private sealed class Day(byte[] raw, DateTimeOffset? instant)
    {
        private readonly byte[] _text = Format(raw, instant), _next = Format(raw, instant?.AddDays(1)), _month = Format(raw, MonthOf(instant)), _nextMonth = Format(raw, MonthOf(instant)?.AddMonths(1));

        public static Day None { get; } = new([], null);

        public DateTimeOffset? Instant { get; } = instant;

        public ReadOnlySpan<byte> Text => _text;

        public ReadOnlySpan<byte> Next => _next;

        public ReadOnlySpan<byte> Month => _month;

        public ReadOnlySpan<byte> NextMonth => _nextMonth;

        private static DateTimeOffset? MonthOf(DateTimeOffset? day) => day is { } instant ? new DateTimeOffset(instant.Year, instant.Month, 1, 0, 0, 0, TimeSpan.Zero) : null;

        private static byte[] Format(byte[] raw, DateTimeOffset? day) =>
            day is { } instant ? Encoding.ASCII.GetBytes(instant.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)) : raw;
    }
}
