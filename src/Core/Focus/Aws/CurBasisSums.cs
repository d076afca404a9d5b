using CostGuard.Core.Values;

namespace CostGuard.Core.Focus.Aws;

/// <summary>Adds up a file both ways, for <see cref="CurBasisRule"/>.</summary>
public sealed class CurBasisSums
{
    private readonly CurCells _cells;
    private readonly CurRowRules _rules;
    private readonly IReadOnlyList<int> _unblended, _net;
    private ExactSum _allUnblended, _allNet;

    /// <summary>Sums of files of this header.</summary>
    public CurBasisSums(CurHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        _cells = new CurCells(header);
        _rules = new CurRowRules(header, _cells);
        _unblended = header.Find(CurNames.Unblended);
        _net = header.Find(CurNames.NetUnblended, CurNames.Unblended);
    }

    /// <summary>What the rows so far say.</summary>
    public CurBasis Basis => CurBasisRule.Choose(_allUnblended, _allNet);

    /// <summary>Adds a row. What is no number is left out; the reading itself refuses it.</summary>
    public void Add(SourceRow row)
    {
        _cells.Row = row;
        CurRule rule = _rules.Of();
        if (rule.Balance == CurBalance.Repeats) return;
        if (CurAmounts.IsNumber(_cells.First(_unblended), out ExactSum unblended)) _allUnblended += unblended;
        if (!rule.IsDiscount && CurAmounts.IsNumber(_cells.First(_net), out ExactSum net)) _allNet += net;
    }
}
