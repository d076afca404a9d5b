using System.Text;

namespace CostGuard.Core.Focus.Azure;

/// <summary>Makes one FOCUS charge of each row of an actual or amortised cost export (domain A.6). Pure apart from what it counts; one mapper reads one file, in one thread.</summary>
public sealed class AzureMapper
{
    private readonly AzureHeader _header;
    private readonly AzureFileRole _role;
    private readonly AzureRowCells _cells;
    private readonly AzurePrices _prices;
    private readonly AzurePlaces _places;
    private readonly AzureDays _days;
    private readonly List<Column> _columns = [];
    private AzureChargeKind _kind;
    private AzureCosts _costs;
    private bool _paired;

    /// <summary>A mapper for files of this header.</summary>
    /// <param name="header">The file's columns.</param>
    /// <param name="role">What the file is among the others.</param>
    public AzureMapper(AzureHeader header, AzureFileRole role)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(role);
        (_header, _role, _cells) = (header, role, new AzureRowCells(header));
        (_prices, _places, _days) = (new AzurePrices(header, _cells), new AzurePlaces(header, _cells), new AzureDays(_cells, role.Order == AzureDayOrder.DayFirst));
        AddFields();
        AddCosts();
        AddTimes();
        AddKinds();
        AddQuantities();
        AddPlaces();
        AddCommitment();
    }

    private delegate ReadOnlySpan<byte> CellText();

    /// <summary>Columns of the charges: FOCUS names and x_ names. Only what the file can feed.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.Name)];

    /// <summary>What was counted so far.</summary>
    public AzureNotes Notes { get; } = new();

    /// <summary>The charge of the row mapped last.</summary>
    public MappedCharge Charge { get; } = new();

    // What the other export says again.
    private bool IsRepeated => _paired && !_costs.Effective;

    /// <summary>The export's column behind a column of the charges, for messages; null when several or none stand behind it.</summary>
    public string? SourceOf(string column) => _columns.FirstOrDefault(known => known.Name == column)?.Source is { } index and >= 0 ? _header.NameAt(index) : null;

    /// <summary>Maps a row into <see cref="Charge"/>.</summary>
    public void Map(SourceRow row)
    {
        _cells.Row = row;
        _kind = _cells.Kind;
        _paired = _role.Paired.Count > 0 && _days.Period is { } period && _role.Paired.Contains(new AzureScope(AzureScope.Key(_cells.Account), period));
        _costs = AzureCosts.Of(_role.Dataset, _paired, _kind);
        Count();
        Charge.Clear();
        foreach (Column column in _columns) Charge.Add(column.Text());
    }

    private void Count()
    {
        if (_kind.Type == AzureChargeType.Unknown) Notes.AddUnknown(Encoding.UTF8.GetString(_cells.First(_header.Find(AzureNames.ChargeType))));
        if (_paired) Notes.Paired++;
        else if (_role.Dataset == AzureDataset.Amortised) Notes.Estimated++;
        else if (_kind.IsCommitmentPurchase || _kind.IsCovered) Notes.NoEffective++;
    }

    private void AddFields()
    {
        foreach ((string name, string[] sources) in AzureFields.All)
        {
            IReadOnlyList<int> found = _header.Find(sources);
            if (found.Count > 0) Add(name, found, () => _cells.First(found));
        }

        IReadOnlyList<int> partner = _header.Find("partnername"), publisher = _header.Find("publishername"), tags = _header.Find("tags");
        IReadOnlyList<int> account = _header.Find(_header.IsCustomerAgreement ? AzureNames.Profile : AzureNames.Account);
        IReadOnlyList<int> accountName = _header.Find(_header.IsCustomerAgreement ? ["billingprofilename", "billingaccountname"] : ["billingaccountname", "billingprofilename"]);
        if (account.Count > 0) Add("BillingAccountId", account, () => _cells.First(account));
        if (accountName.Count > 0) Add("BillingAccountName", accountName, () => _cells.First(accountName));
        Add("InvoiceIssuerName", partner, () => Or(_cells.First(partner), "Microsoft"u8));
        Add("ProviderName", [], () => "Microsoft"u8);
        Add("PublisherName", publisher, () => Or(_cells.First(publisher), "Microsoft"u8));
        if (tags.Count > 0) Add("Tags", tags, () => Braced(_cells.First(tags)));
    }

    private void AddCosts()
    {
        IReadOnlyList<int> cost = _header.Find(AzureNames.Cost);
        if (cost.Count == 0) return;
        // An amount that is missing or no number must not become 0 on one side: it is shown on both, and the row is refused.
        Add("BilledCost", cost, () => _costs.Billed || !IsNumber() ? _cells.Cost : "0"u8);
        Add("EffectiveCost", cost, () => _costs.Effective || !IsNumber() ? _cells.Cost : "0"u8);
        Add("ContractedCost", cost, () => IsRepeated ? "0"u8 : _prices.ContractedCost);
        Add("ListCost", cost, () => IsRepeated ? "0"u8 : _prices.ListCost);
        if (_role.Dataset == AzureDataset.Amortised) Add("x_BilledEstimated", [], () => _paired ? default : "true"u8);
        if (_role.Dataset != AzureDataset.Either) Add("x_AzureDataset", [], () => _role.Dataset == AzureDataset.Actual ? "ActualCost"u8 : "AmortizedCost"u8);
    }

    private void AddTimes()
    {
        IReadOnlyList<int> day = _header.Find(AzureNames.Date), first = [.. _header.Find(AzureNames.PeriodStart), .. day];
        Add("ChargePeriodStart", day, () => _days.ChargeStart);
        Add("ChargePeriodEnd", day, () => _days.ChargeEnd);
        Add("BillingPeriodStart", first, () => _days.PeriodStart);
        Add("BillingPeriodEnd", first, () => _days.PeriodEnd);
    }

    private void AddKinds()
    {
        IReadOnlyList<int> type = _header.Find(AzureNames.ChargeType), frequency = _header.Find("frequency");
        Add("ChargeCategory", type, () => AzureWords.Category(_kind));
        Add("ChargeClass", type, () => AzureWords.Class(_kind));
        if (frequency.Count > 0) Add("ChargeFrequency", frequency, () => AzureWords.Frequency(_cells.First(frequency), _kind));
        Add("PricingCategory", _header.Find(AzureNames.PricingModel), () => AzureWords.Pricing(_kind));
    }

    private void AddQuantities()
    {
        IReadOnlyList<int> quantity = _header.Find(AzureNames.Quantity);
        if (quantity.Count == 0) return;
        bool Consumes() => _kind.Type == AzureChargeType.Usage && !IsRepeated;
        Add("PricingQuantity", quantity, () => _kind.Type == AzureChargeType.Tax || (IsRepeated && _kind.Type == AzureChargeType.Usage) ? default : _prices.Quantity);
        Add("ConsumedQuantity", quantity, () => Consumes() ? _prices.Consumed : default);
        Add("ConsumedUnit", [], () => Consumes() && !_prices.Consumed.IsEmpty ? _prices.ConsumedUnit : default);
        Add("ContractedUnitPrice", _header.Find("unitprice"), () => _prices.ContractedUnitPrice);
        Add("ListUnitPrice", _header.Find("paygprice"), () => _prices.ListUnitPrice);
    }

    private void AddPlaces()
    {
        IReadOnlyList<int> benefit = _header.Find(AzureNames.Benefit);
        Add("ServiceName", _header.Find([.. AzureNames.Consumed, .. AzureNames.Category]), () => _places.ServiceName);
        Add("ServiceCategory", [], () => _places.ServiceCategory);
        Add("ResourceId", _header.Find(AzureNames.Resource), () => _kind.IsUnused ? AzurePlaces.Lower(_cells.First(benefit)) : _places.ResourceId);
        Add("ResourceName", [], () => _places.ResourceName);
        Add("ResourceType", [], () => _places.ResourceType);
        Add("RegionId", _header.Find("resourcelocation", "location"), () => _places.RegionId);
        Add("RegionName", [], () => _places.RegionName);
    }

    private void AddCommitment()
    {
        IReadOnlyList<int> benefit = _header.Find(AzureNames.Benefit);
        if (benefit.Count == 0) return;
        bool HasOne() => !_cells.First(benefit).IsEmpty;
        bool IsPlan() => _kind.Pricing == AzurePricing.SavingsPlan || _kind.Type == AzureChargeType.UnusedSavingsPlan || AzureCommitment.IsSavingsPlan(_cells.First(benefit));
        Add("CommitmentDiscountId", benefit, () => AzurePlaces.Lower(_cells.First(benefit)));
        Add("CommitmentDiscountCategory", [], () => !HasOne() ? default : IsPlan() ? "Spend"u8 : "Usage"u8);
        Add("CommitmentDiscountType", [], () => !HasOne() ? default : IsPlan() ? "Savings Plan"u8 : "Reservation"u8);
        Add("CommitmentDiscountStatus", [], () => HasOne() ? AzureWords.Status(_kind) : default);
    }

    private bool IsNumber() => FocusNumber.Parse(_cells.Cost, out _, out _) == NumberFault.None;

    private void Add(string name, IReadOnlyList<int> sources, CellText text) => _columns.Add(new Column(name, sources.Count > 0 ? sources[0] : -1, text));

    private static ReadOnlySpan<byte> Or(ReadOnlySpan<byte> text, ReadOnlySpan<byte> other) => text.IsEmpty ? other : text;

    // Agreements of the first kind write the pairs of the object without its braces.
    private static ReadOnlySpan<byte> Braced(ReadOnlySpan<byte> tags)
    {
        tags = tags.Trim(" \t\r\n"u8);
        if (tags.IsEmpty || tags[0] == '{') return tags;
        byte[] braced = new byte[tags.Length + 2];
        (braced[0], braced[^1]) = ((byte)'{', (byte)'}');
        tags.CopyTo(braced.AsSpan(1));
        return braced;
    }

    private sealed record Column(string Name, int Source, CellText Text);
}
