using System.Text;
using CostGuard.Collect.Csv;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Focus;

/// <summary>A column of few distinct words: an enumeration, stored in its canonical spelling, or the currency. Each word is looked up once.</summary>
internal abstract class WordCell(ColumnFeed feed) : Cell(feed)
{
    private const int WordsMax = 256;

    private readonly List<Word> _words = [];
    private Word _word = new([], [], false);

    /// <summary>The current word as stored.</summary>
    protected ReadOnlySpan<byte> Stored => _word.Stored;

    public override bool Read(CsvScanner row, ProblemLog log)
    {
        ReadOnlySpan<byte> text = Text(row);
        IsNull = false;
        if (!text.SequenceEqual(_word.Raw) || !_word.Known)
        {
            if (!base.Read(row, log)) return false;
            if (IsNull) return true;
            _word = Find(text);
            if (!_word.Known && !Unknown(row, log)) return false;
        }

        return true;
    }

    public override ColumnBuilder NewBuilder() => new TextBuilder(Feed.Name);

    public override void AddTo(ColumnBuilder builder, int index, CsvScanner row)
    {
        ((TextBuilder)builder).Add(index, _word.Stored, IsNull);
        CountNull();
    }

    /// <summary>The text to store, or null when the word is not known.</summary>
    protected abstract string? Canonical(string text);

    /// <summary>What happens to an unknown word. False refuses the row.</summary>
    protected abstract bool Unknown(CsvScanner row, ProblemLog log);

    private Word Find(ReadOnlySpan<byte> text)
    {
        foreach (Word known in _words)
        {
            if (text.SequenceEqual(known.Raw)) return known;
        }

        byte[] raw = text.ToArray();
        string? canonical = Canonical(Encoding.UTF8.GetString(raw));
        var word = new Word(raw, canonical is null ? raw : Encoding.UTF8.GetBytes(canonical), canonical is not null);
        if (_words.Count < WordsMax) _words.Add(word);
        return word;
    }

    private sealed record Word(byte[] Raw, byte[] Stored, bool Known);
}

internal sealed class EnumerationCell(ColumnFeed feed) : WordCell(feed)
{
    /// <summary>True when the row has this value.</summary>
    public bool Is(ReadOnlySpan<byte> canonical) => !IsNull && Stored.SequenceEqual(canonical);

    protected override string? Canonical(string text) => FocusValues.Canonical(Feed.Name, text);

    protected override bool Unknown(CsvScanner row, ProblemLog log)
    {
        if (NeverNull) return log.Refuse(FocusErrors.UnknownCategory, $"{Quoted(row)} is not a {Feed.Name}", row.Line, Shown);
        log.Count(FocusErrors.UnknownValue, $"{Feed.Name} has a value that FOCUS does not know, kept as it is: {Quoted(row)}", row.Line, Shown);
        return true;
    }
}

internal sealed class CurrencyCell(ColumnFeed feed) : WordCell(feed)
{
    private readonly Dictionary<string, Currency> _currencies = new(StringComparer.Ordinal);
    private byte[] _last = [];
    private Currency _current;

    /// <summary>The current row's currency.</summary>
    public Currency Current
    {
        get
        {
            if (!Stored.SequenceEqual(_last))
            {
                _last = Stored.ToArray();
                _current = _currencies[Encoding.UTF8.GetString(_last)];
            }

            return _current;
        }
    }

    protected override string? Canonical(string text)
    {
        if (!Currency.TryParse(text, out Currency currency)) return null;
        _currencies[currency.Code] = currency;
        return currency.Code;
    }

    protected override bool Unknown(CsvScanner row, ProblemLog log) =>
        log.Refuse(FocusErrors.BadCurrency, $"{Quoted(row)} is not a three-letter ISO 4217 currency code", row.Line, Shown);
}
