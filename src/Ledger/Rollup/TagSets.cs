using CostGuard.Core.Normalise;
using CostGuard.Ledger.Loads;

namespace CostGuard.Ledger.Rollup;

/// <summary>
/// The distinct sets of raw tags that matter, as numbers: each set is an earlier one and one more pair, 0 is the empty one. Folding runs once for each.
/// </summary>
internal sealed class TagSets(RollupPolicy policy)
{
    private readonly TagFolding _folding = new(policy.Tags);
    private readonly TextIds _keys = new();
    private readonly TextIds _values = new();
    private readonly TextIds _texts = new();
    private readonly List<bool> _wanted = [false];
    private readonly List<int> _textSets = [0];
    private readonly Dictionary<(int Set, int Key, int Value), int> _sets = [];
    private readonly List<(int Set, int Key, int Value)> _links = [default];
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    /// <summary>Number of sets, the empty one included.</summary>
    public int Count => _links.Count;

    /// <summary>Distinct texts that are not a JSON object of plain values.</summary>
    public long BadTexts { get; private set; }

    /// <summary>Memory held, roughly.</summary>
    public long Bytes => _keys.Bytes + _values.Bytes + _texts.Bytes + (64L * _links.Count);

    /// <summary>Number of a raw key; negative when no wanted key is meant by it.</summary>
    public int KeyOf(ReadOnlySpan<byte> raw)
    {
        int id = _keys.Of(raw);
        if (id == _wanted.Count) _wanted.Add(policy.Shape.TagKeys.Contains(_folding.FoldKey(_keys.Text(id))));
        return _wanted[id] ? id : -id;
    }

    /// <summary>Number of a raw value.</summary>
    public int ValueOf(ReadOnlySpan<byte> raw) => _values.Of(raw);

    /// <summary>The set and one more pair.</summary>
    public int With(int set, int key, int value)
    {
        if (_sets.TryGetValue((set, key, value), out int known)) return known;
        _sets.Add((set, key, value), _links.Count);
        _links.Add((set, key, value));
        return _links.Count - 1;
    }

    /// <summary>The set of a JSON text.</summary>
    public int OfText(ReadOnlySpan<byte> text)
    {
        int id = _texts.Of(text);
        if (id < _textSets.Count) return _textSets[id];
        _pairs.Clear();
        bool none = Core.Focus.FocusValues.Nulls.Contains(_texts.Text(id));
        if (!none && !TagsJson.TryRead(text, _pairs, out _)) BadTexts++;
        int set = 0;
        foreach ((string key, string value) in _pairs)
        {
            int number = KeyOf(System.Text.Encoding.UTF8.GetBytes(key));
            if (number > 0) set = With(set, number, ValueOf(System.Text.Encoding.UTF8.GetBytes(value)));
        }

        _textSets.Add(set);
        return set;
    }

    /// <summary>The wanted values of a set, and which of them are in conflict.</summary>
    public void Fold(int set, Span<string?> values, Span<bool> conflicts)
    {
        _pairs.Clear();
        for (int link = set; link != 0; link = _links[link].Set) _pairs.Insert(0, new(_keys.Text(_links[link].Key), _values.Text(_links[link].Value)));
        FoldedTags folded = _folding.Fold(_pairs);
        for (int i = 0; i < policy.Shape.TagKeys.Count; i++)
        {
            values[i] = folded.Tags[policy.Shape.TagKeys[i]];
            conflicts[i] = folded.Conflicts.Contains(policy.Shape.TagKeys[i]);
        }
    }
}
