using System.Text;
using System.Text.Unicode;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.Rollup;

/// <summary>A text column of the roll-up: each distinct raw text is brought to its stored spelling once.</summary>
internal sealed class Dimension(string name)
{
    /// <summary>Stands for a text that a roll-up cannot take: not UTF-8, no currency, no charge category.</summary>
    public const int Unfit = -1;

    private readonly TextIds _texts = new();
    private readonly List<int> _stored = [0];

    /// <summary>FOCUS column name.</summary>
    public string Name => name;

    /// <summary>Memory held, roughly.</summary>
    public long Bytes => _texts.Bytes;

    /// <summary>Its texts by number.</summary>
    public TextIds Texts => _texts;

    /// <summary>The stored text of a number.</summary>
    public string Text(int stored) => _texts.Text(stored);

    /// <summary>Number of the stored spelling of a raw text: 0 where it means "no value", <see cref="Unfit"/> where it is none.</summary>
    public int Of(ReadOnlySpan<byte> raw)
    {
        int id = _texts.Of(raw);
        return id < _stored.Count ? _stored[id] : Learn(id, raw);
    }

    // The stored spelling gets a number of its own, which stands for itself.
    private int Learn(int id, ReadOnlySpan<byte> raw)
    {
        _stored.Add(0);
        int stored = Unfit;
        if (Utf8.IsValid(raw))
        {
            string text = Encoding.UTF8.GetString(raw);
            string? spelling = Spelling(text);
            stored = spelling is null ? Unfit : spelling.Length == 0 ? 0 : spelling == text ? id : Of(Encoding.UTF8.GetBytes(spelling));
        }

        _stored[id] = stored;
        return stored;
    }

    private string? Spelling(string text)
    {
        if (FocusValues.Nulls.Contains(text)) return name is "BillingCurrency" or "ChargeCategory" ? null : "";
        if (name == "BillingCurrency") return Currency.TryParse(text, out Currency currency) ? currency.Code : null;
        return FocusValues.Canonical(name, text) ?? (name == "ChargeCategory" ? null : text);
    }
}
