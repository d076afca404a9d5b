using CostGuard.Collect.Csv;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;

namespace CostGuard.Collect.Focus;

/// <summary>A time column. Neighbouring rows mostly have the same text, which is read once.</summary>
internal sealed class TimeCell(ColumnFeed feed, bool? dayFirst) : Cell(feed)
{
    private readonly byte[] _lastText = new byte[48];
    private int _lastLength = -1;
    private long _lastMicros;

    public long Micros { get; private set; }

    public override bool Read(CsvScanner row, ProblemLog log)
    {
        Micros = 0;
        ReadOnlySpan<byte> text = Text(row);
        if (_lastLength == text.Length && text.SequenceEqual(_lastText.AsSpan(0, _lastLength)))
        {
            IsNull = false;
            Micros = _lastMicros;
            return true;
        }

        if (!base.Read(row, log)) return false;
        if (IsNull) return true;
        if (!TryParse(text, out long micros)) return log.Refuse(FocusErrors.BadTime, $"{Quoted(row)} is not a time in FOCUS form", row.Line, Shown);
        Micros = Feed.Kind switch
        {
            FeedKind.Month => MonthStart(micros),
            FeedKind.ShiftDays => FocusTime.AddDays(micros, Feed.Days),
            _ => micros,
        };
        if (text.Length > _lastText.Length) return true;
        text.CopyTo(_lastText);
        (_lastLength, _lastMicros) = (text.Length, Micros);
        return true;
    }

    public override ColumnBuilder NewBuilder() => new TimeBuilder(Feed.Name);

    public override void AddTo(ColumnBuilder builder, int index, CsvScanner row)
    {
        ((TimeBuilder)builder).Add(index, Micros, IsNull);
        CountNull();
    }

    private static long MonthStart(long micros)
    {
        DateTime day = FocusTime.ToInstant(micros).UtcDateTime;
        return FocusTime.ToMicros(new DateTimeOffset(day.Year, day.Month, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private bool TryParse(ReadOnlySpan<byte> text, out long micros) =>
        FocusTime.TryParse(text, out micros) || (dayFirst is { } order && FocusTime.TryParseShort(text, order, out micros));
}
