using System.Text;

namespace CostGuard.Core.Focus.Aws;

/// <summary>
/// Makes FOCUS charges of the rows of one Cost and Usage Report file, legacy or 2.0 (domain A.5). Pure apart from what it counts; one mapper reads
/// one file, in one thread. A row gives no charge (a negation), one, or two (a commitment's fee: its purchase, and what of it was unused).
/// </summary>
public sealed class CurMapper
{
    private static readonly byte[] Aws = "AWS"u8.ToArray(), SavingsPlan = "Savings Plan"u8.ToArray(), ReservedInstance = "Reserved Instance"u8.ToArray();

    private static readonly Dictionary<string, byte[]> Words = CurRules.All.SelectMany(rule => rule.Parts)
        .SelectMany(part => new[] { part.Category, part.Frequency, part.Pricing, part.Status }).OfType<string>().Distinct(StringComparer.Ordinal)
        .ToDictionary(word => word, Encoding.UTF8.GetBytes, StringComparer.Ordinal);

    private readonly CurHeader _header;
    private readonly CurCells _cells;
    private readonly CurAmounts _amounts;
    private readonly CurBalanceSheet _balance = new();
    private readonly CurRowRules _rules;
    private readonly CurTags _tags;
    private readonly List<Column> _columns = [];
    private readonly MappedCharge[] _charges = [new(), new()];
    private readonly bool _net;
    private CurRule _rule = CurRules.All[0];

    /// <summary>A mapper for files of this header.</summary>
    /// <param name="header">The file's columns.</param>
    /// <param name="basis">Which cost columns count; see <see cref="CurBasisRule"/>.</param>
    public CurMapper(CurHeader header, CurBasis basis)
    {
        ArgumentNullException.ThrowIfNull(header);
        _header = header;
        _net = basis == CurBasis.Net;
        _cells = new CurCells(header);
        _amounts = new CurAmounts(header, _cells, basis, Notes);
        _rules = new CurRowRules(header, _cells);
        _tags = new CurTags(header, _cells);
        AddFields();
        AddCosts();
        AddKinds();
        AddCommitment();
        AddOthers();
    }

    private delegate ReadOnlySpan<byte> CellText(CurPart part);

    /// <summary>Columns of the charges: FOCUS names and x_ names. Only what the file can feed.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.Name)];

    /// <summary>The report's column behind a column of the charges, for messages; null when several or none stand behind it.</summary>
    public string? SourceOf(string column) => _columns.FirstOrDefault(known => known.Name == column)?.Source is { } index and >= 0 ? _header.NameAt(index) : null;

    /// <summary>What was counted so far.</summary>
    public CurNotes Notes { get; } = new();

    /// <summary>Amounts that must cancel, so far.</summary>
    public IReadOnlyList<CancelledTotal> Cancelled => _balance.Totals;

    /// <summary>A charge of the row mapped last.</summary>
    public MappedCharge this[int index] => _charges[index];

    /// <summary>Maps a row and says how many charges it gives; they are good until the next call.</summary>
    public int Map(SourceRow row)
    {
        _cells.Row = row;
        _rule = _rules.Of();
        if (_rule.Balance == CurBalance.Cancels) _balance.Add(_cells.First(_rules.PeriodStart), _cells.First(_rules.Currency), _amounts.Gross);
        else if (_rule.Balance == CurBalance.Repeats) Notes.Repeated++;
        if (_rule.IsUnknown) Notes.AddUnknown(_rules.TypeText);
        if (_rule.IsDiscount && _net) return 0;
        int count = 0;
        foreach (CurPart part in _rule.Parts)
        {
            if (part.OnlyAboveZero && !_amounts.HasUnused(part.Effective)) continue;
            MappedCharge charge = _charges[count++];
            charge.Clear();
            _amounts.Begin();
            foreach (Column column in _columns) charge.Add(column.Text(part));
        }

        return count;
    }

    private void AddFields()
    {
        foreach (CurField field in CurFields.All)
        {
            (IReadOnlyList<int> Columns, string? Key)[] sources =
                [.. field.Sources.Select(source => (_header.Find(source.Column), source.Key)).Where(source => source.Item1.Count > 0)];
            if (sources.Length == 0) continue;
            Add(field.Name, sources[0].Columns, part => part.Has(field.When) ? Filtered(field.Filter, _cells.First(sources)) : default);
        }

        if (_header.Has(CurNames.ProductCode)) Add("ServiceCategory", [], _ => _rules.ServiceCategory());
    }

    private void AddCosts()
    {
        IReadOnlyList<int> unblended = _header.Find(CurNames.Unblended);
        if (unblended.Count == 0) return;
        Add("BilledCost", unblended, part => _amounts[part.Billed]);
        Add("EffectiveCost", unblended, part => _amounts[part.Effective]);
        Add("ListCost", _header.Find(CurNames.PublicCost), part => _amounts[part.List]);
        Add("ContractedCost", unblended, part => _amounts[part.Contracted]);
    }

    private void AddKinds()
    {
        IReadOnlyList<int> type = _header.Find(CurNames.LineType);
        Add("ChargeFrequency", type, part => Bytes(part.Frequency));
        Add("PricingCategory", type, part => Bytes(part.Pricing));
        Add("ChargeClass", type, part => part.MayCorrect && _rules.IsEarlier() ? "Correction"u8 : default);
        Add("ProviderName", [], _ => Aws);
        if (type.Count == 0) return;
        Add("ChargeCategory", type, part => Bytes(part.Category));
        Add("x_DiscountType", type, _ => _rule.IsDiscount ? _cells.First(type) : default);
    }

    private void AddCommitment()
    {
        IReadOnlyList<int> plan = _header.Find(CurNames.SavingsPlanArn), reservation = _header.Find(CurNames.ReservationArn);
        IReadOnlyList<int> arn = [.. plan, .. reservation];
        IReadOnlyList<int> resource = _header.Find(CurNames.ResourceId), parent = _header.Find(CurNames.SplitParent);
        if (resource.Count + arn.Count > 0)
        {
            Add("ResourceId", resource, part =>
            {
                ReadOnlySpan<byte> instead = part.IsCommitment ? _cells.First(arn) : _rule.Balance == CurBalance.Repeats ? _cells.First(parent) : default;
                return instead.IsEmpty ? _cells.First(resource) : instead;
            });
        }

        if (arn.Count == 0) return;
        Add("CommitmentDiscountId", arn, _ => _cells.First(arn));
        Add("CommitmentDiscountCategory", [], _ => _cells.First(arn).IsEmpty ? default : _cells.First(plan).IsEmpty ? "Usage"u8 : "Spend"u8);
        Add("CommitmentDiscountType", [], _ => _cells.First(arn).IsEmpty ? default : _cells.First(plan).IsEmpty ? ReservedInstance : SavingsPlan);
        Add("CommitmentDiscountStatus", [], part => _cells.First(arn).IsEmpty ? default : Bytes(part.Status));
    }

    private void AddOthers()
    {
        if (_tags.Any) Add("Tags", [], _ => _tags.Read());
        if (!_header.Has(CurNames.SplitParent)) return;
        IReadOnlyList<int> resource = _header.Find(CurNames.ResourceId);
        Add("AllocatedMethodId", [], _ => _rule.Balance == CurBalance.Repeats ? "AWS split cost allocation"u8 : default);
        Add("AllocatedResourceId", resource, _ => _rule.Balance == CurBalance.Repeats ? _cells.First(resource) : default);
        if (_tags.Any) Add("AllocatedTags", [], _ => _rule.Balance == CurBalance.Repeats ? _tags.Read() : default);
    }

    private void Add(string name, IReadOnlyList<int> sources, CellText text) => _columns.Add(new Column(name, sources.Count > 0 ? sources[0] : -1, text));

    private static ReadOnlySpan<byte> Filtered(CurFilter filter, ReadOnlySpan<byte> text) => filter switch
    {
        CurFilter.Number => FocusNumber.Parse(text, out _, out _) == NumberFault.None ? text : default,
        CurFilter.NotGlobal => text.SequenceEqual("global"u8) ? default : text,
        _ => text,
    };

    private static ReadOnlySpan<byte> Bytes(string? word) => word is null ? default : Words[word];

    private sealed record Column(string Name, int Source, CellText Text);
}
