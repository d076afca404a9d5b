using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Core.Focus.Gcp;

/// <summary>
/// Makes FOCUS charges of the rows of one billing export (domain A.7): the row with the discounts that belong to it, and each other credit as a charge
/// of its own. Billing months are those of the invoice, whatever the day of use. Pure apart from what it counts; one mapper reads one file.
/// </summary>
public sealed class GcpMapper
{
    private static readonly byte[] Google = "Google Cloud"u8.ToArray();

    private readonly GcpHeader _header;
    private readonly GcpTags _tags;
    private readonly List<Column> _columns = [];
    private readonly List<MappedCharge> _charges = [new()];
    private readonly int _costColumn, _creditsColumn, _kindColumn, _skuColumn, _service;
    private SourceRow? _row;
    private IReadOnlyList<GcpCredit> _credits = [];
    private GcpCredit? _credit;
    private byte[] _creditsText = [], _billed = [], _month = [];
    private bool _readable = true;

    /// <summary>A mapper for files of this header.</summary>
    public GcpMapper(GcpHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        (_header, _tags) = (header, new GcpTags(header));
        (_costColumn, _creditsColumn, _kindColumn) = (header.IndexOf("cost"), header.IndexOf("credits"), header.IndexOf("cost_type"));
        (_skuColumn, _service) = (header.IndexOf("sku.description"), header.IndexOf("service.description"));
        AddFields();
        AddCosts();
        AddKinds();
        AddCredits();
    }

    private delegate ReadOnlySpan<byte> CellText();

    /// <summary>Columns of the charges: FOCUS names and x_ names. Only what the file can feed.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.Name)];

    /// <summary>Fees of commitments, which are not spread over the usage they cover.</summary>
    public long Commitments { get; private set; }

    private GcpKind Kind => GcpKind.Of(Cell(_kindColumn), Cell(_skuColumn));

    private bool IsUsage => _credit is null && Kind == GcpKind.Usage;

    /// <summary>A charge of the row mapped last.</summary>
    public MappedCharge this[int index] => _charges[index];

    /// <summary>The export's column behind a column of the charges, for messages; null when several or none stand behind it.</summary>
    public string? SourceOf(string column) => _columns.FirstOrDefault(known => known.Name == column)?.Source is { } index and >= 0 ? _header.NameAt(index) : null;

    /// <summary>Maps a row and says how many charges it gives; they are good until the next call.</summary>
    public int Map(SourceRow row)
    {
        _row = row;
        _credit = null;
        ReadCredits();
        if (Kind == GcpKind.Commitment) Commitments++;
        Fill(0);
        int count = 1;
        foreach (GcpCredit credit in _credits.Where(credit => !credit.IsDiscount))
        {
            _credit = credit;
            Fill(count++);
        }

        return count;
    }

    private void Fill(int index)
    {
        if (index == _charges.Count) _charges.Add(new MappedCharge());
        _charges[index].Clear();
        foreach (Column column in _columns) _charges[index].Add(column.Text());
    }

    // Credits that cannot be read leave the cost unknown: their text stands for the amount, so that the row is refused with it.
    private void ReadCredits()
    {
        ReadOnlySpan<byte> text = Cell(_creditsColumn);
        if (!text.SequenceEqual(_creditsText))
        {
            _creditsText = text.ToArray();
            IReadOnlyList<GcpCredit>? credits = GcpCredit.Read(text);
            _readable = credits is not null;
            _credits = credits ?? [];
        }

        ReadOnlySpan<byte> cost = Cell(_costColumn);
        if (!_readable) _billed = _creditsText;
        else if (!_credits.Any(credit => credit.IsDiscount) || FocusNumber.Parse(cost, out _, out _) != NumberFault.None) _billed = cost.ToArray();
        else _billed = Bytes(_credits.Where(credit => credit.IsDiscount).Aggregate(FocusNumber.Exact(cost), (sum, credit) => sum + credit.Amount));
    }

    private void AddFields()
    {
        foreach (GcpField field in GcpField.All)
        {
            int[] sources = [.. field.Sources.Select(_header.IndexOf).Where(index => index >= 0)];
            if (sources.Length > 0) Add(field.Name, sources[0], () => field.OnlyUsage && !IsUsage ? default : First(sources));
        }

        int month = _header.IndexOf("invoice.month"), seller = _header.IndexOf("seller_name");
        if (month >= 0) Add("BillingPeriodStart", month, () => Month(Cell(month)));
        Add("InvoiceIssuerName", seller, () => First(seller) is { IsEmpty: false } name ? name : Google);
        Add("ProviderName", -1, () => Google);
        Add("PublisherName", -1, () => Google);
        Add("ServiceCategory", -1, () => Encoding.UTF8.GetBytes(GcpServices.CategoryOf(Encoding.UTF8.GetString(Cell(_service)))));
        if (_tags.Any) Add("Tags", _header.IndexOf("labels"), () => _tags.Read(_row!));
    }

    private void AddCosts()
    {
        int list = _header.IndexOf("cost_at_list");
        Add("BilledCost", _costColumn, () => Amount(_billed));
        Add("EffectiveCost", _costColumn, () => Amount(_billed));
        Add("ContractedCost", _costColumn, () => Amount(Cell(_costColumn)));
        Add("ListCost", list, () => Amount(First(list, _costColumn)));
    }

    private void AddKinds()
    {
        Add("ChargeCategory", _kindColumn, () => _credit is null ? Kind.Category : "Credit"u8);
        Add("ChargeFrequency", -1, () => _credit is null ? Kind.Frequency : "One-Time"u8);
        Add("PricingCategory", -1, () => IsUsage ? "Standard"u8 : default);
        Add("ChargeDescription", _skuColumn, () => _credit is { } credit ? Encoding.UTF8.GetBytes(credit.Name) : Cell(_skuColumn));
    }

    private void AddCredits()
    {
        if (_creditsColumn < 0) return;
        Add("x_CreditId", -1, () => _credit is { } credit ? Encoding.UTF8.GetBytes(credit.Id) : default);
        Add("x_CreditType", -1, () => _credit is { } credit ? Encoding.UTF8.GetBytes(credit.Type) : default);
        Add("x_Credits", _creditsColumn, () => _credit is null && _credits.Count > 0 ? _creditsText : default);
    }

    private ReadOnlySpan<byte> Amount(ReadOnlySpan<byte> own) => _credit is { } credit ? Bytes(credit.Amount) : own;

    // The month of the invoice begins at midnight in California; as a billing period it is the calendar month of that name.
    private ReadOnlySpan<byte> Month(ReadOnlySpan<byte> text)
    {
        if (text.Length != 6 || text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0) return text;
        if (_month.Length == 0) _month = "yyyy-MM-01"u8.ToArray();
        text[..4].CopyTo(_month);
        text[4..].CopyTo(_month.AsSpan(5));
        return _month;
    }

    private ReadOnlySpan<byte> First(params int[] columns)
    {
        foreach (int column in columns)
        {
            ReadOnlySpan<byte> text = Cell(column);
            if (!text.IsEmpty && !text.SequenceEqual("null"u8)) return text;
        }

        return default;
    }

    private ReadOnlySpan<byte> Cell(int column) => column < 0 ? default : _row![column];

    private void Add(string name, int source, CellText text) => _columns.Add(new Column(name, source, text));

    private static byte[] Bytes(ExactSum sum) => Encoding.ASCII.GetBytes(sum.ToString());

    private sealed record Column(string Name, int Source, CellText Text);
}
