using System.Text;
using CostGuard.Collect.Csv;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Focus;

/// <summary>One column of the charges while a file is read: reads the current row's value, then gives it to the period's builder.</summary>
internal abstract class Cell(ColumnFeed feed)
{
    private readonly byte[] _constant = Encoding.UTF8.GetBytes(feed.Constant ?? "");
    private readonly int _source = feed.SourceIndex;

    public ColumnFeed Feed { get; } = feed;

    /// <summary>A row without a value is refused.</summary>
    protected bool NeverNull { get; } = feed.NeverNull;

    /// <summary>The current row has no value.</summary>
    public bool IsNull { get; protected set; }

    /// <summary>Column name to show in messages.</summary>
    public string Shown => Feed.SourceName is null ? Feed.Name : FocusColumns.Clean(Feed.SourceName);

    /// <summary>Rows without a value so far.</summary>
    public long NullRows { get; protected set; }

    /// <summary>Reads the row's value; problems go to the log. False refuses the row.</summary>
    public virtual bool Read(CsvScanner row, ProblemLog log)
    {
        IsNull = Nulls.Has(Text(row));
        return !IsNull || !NeverNull || log.Refuse(FocusErrors.NullValue, $"{Feed.Name} has no value", row.Line, Shown);
    }

    public abstract ColumnBuilder NewBuilder();

    /// <summary>Adds the value that was read to the builder made by <see cref="NewBuilder"/>.</summary>
    public abstract void AddTo(ColumnBuilder builder, int index, CsvScanner row);

    protected ReadOnlySpan<byte> Text(CsvScanner row) => _source < 0 ? _constant : row[_source];

    protected string Quoted(CsvScanner row)
    {
        string text = Encoding.UTF8.GetString(Text(row));
        return text.Length <= 60 ? $"'{text}'" : $"'{text[..60]}…'";
    }

    protected void CountNull()
    {
        if (IsNull) NullRows++;
    }
}

internal sealed class TextCell(ColumnFeed feed) : Cell(feed)
{
    public override ColumnBuilder NewBuilder() => new TextBuilder(Feed.Name);

    /// <summary>Any text is good, so that <see cref="Cell.Read"/> need not be called before.</summary>
    public override void AddTo(ColumnBuilder builder, int index, CsvScanner row)
    {
        ReadOnlySpan<byte> text = Text(row);
        IsNull = Nulls.Has(text);
        ((TextBuilder)builder).Add(index, text, IsNull);
        CountNull();
    }
}

internal sealed class NumberCell(ColumnFeed feed) : Cell(feed)
{
    public Int128 Units { get; private set; }

    /// <summary>Every digit, where the units do not hold them all.</summary>
    public ExactSum? Beyond { get; private set; }

    public long RoundedRows { get; private set; }

    public override bool Read(CsvScanner row, ProblemLog log)
    {
        Units = 0;
        Beyond = null;
        if (Feed.Kind == FeedKind.EffectiveCost)
        {
            IsNull = true;
            return true;
        }

        if (!base.Read(row, log)) return false;
        if (IsNull) return true;
        NumberFault fault = FocusNumber.Parse(Text(row), out Int128 units, out bool exact);
        if (fault == NumberFault.TooLarge) return log.Refuse(FocusErrors.NumberTooLarge, $"{Quoted(row)} has more than 20 integer digits", row.Line, Shown);
        if (fault != NumberFault.None) return log.Refuse(FocusErrors.BadNumber, $"FOCUS-NUM: {Quoted(row)} is not a number in FOCUS form", row.Line, Shown);
        Units = units;
        if (!exact) Beyond = FocusNumber.Exact(Text(row));
        return true;
    }

    /// <summary>Takes EffectiveCost where the column has no value.</summary>
    public void Default(NumberCell effective)
    {
        if (!IsNull) return;
        if (Feed.Kind != FeedKind.EffectiveCost) NullRows++;
        (IsNull, Units, Beyond) = (false, effective.Units, effective.Beyond);
    }

    public override ColumnBuilder NewBuilder() => new NumberBuilder(Feed.Name);

    public override void AddTo(ColumnBuilder builder, int index, CsvScanner row)
    {
        ((NumberBuilder)builder).Add(index, Units, IsNull);
        if (Beyond is not null) RoundedRows++;
        CountNull();
    }
}

/// <summary>The texts that mean null, as bytes.</summary>
internal static class Nulls
{
    private static readonly byte[][] Texts = [.. FocusValues.Nulls.Where(text => text.Length > 0).Select(Encoding.UTF8.GetBytes)];
    private static readonly int LengthMax = Texts.Max(text => text.Length);
    private static readonly bool[] Begins = [.. Enumerable.Range(0, 256).Select(first => Texts.Any(text => text[0] == first))];

    // By far most cells are longer than any marker, or begin with another byte.
    public static bool Has(ReadOnlySpan<byte> text)
    {
        if (text.Length > LengthMax) return false;
        return text.IsEmpty || (Begins[text[0]] && IsMarker(text));
    }

    private static bool IsMarker(ReadOnlySpan<byte> text)
    {
        foreach (byte[] marker in Texts)
        {
            if (text.SequenceEqual(marker)) return true;
        }

        return false;
    }
}
