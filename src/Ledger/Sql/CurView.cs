using CostGuard.Core.Focus;
using CostGuard.Core.Focus.Aws;

namespace CostGuard.Ledger.Sql;

/// <summary>
/// An AWS Cost and Usage Report in Parquet as a table of FOCUS columns: the same rules as <see cref="CurMapper"/>, from the same tables of Core.
/// Costs keep the file's own type and digits. The file is the table c.
/// </summary>
internal sealed class CurView
{
    private const string Scan = "{scan}";

    // Far above any row number of one file: the second charge of a row needs a number of its own.
    public const long SecondCharge = 1_000_000_000_000_000;

    private readonly CurColumns _source;
    private readonly List<(string Name, string Sql, string Type)> _columns = [];

    /// <summary>The view of files with these columns.</summary>
    /// <param name="types">Columns in order, with DuckDB types.</param>
    /// <param name="basis">Which cost columns count.</param>
    public CurView(IReadOnlyList<KeyValuePair<string, string>> types, CurBasis basis)
    {
        _source = new CurColumns(types, basis);
        Basis = basis;
        AddFields();
        AddCosts();
        AddKinds();
        AddCommitment();
        AddTags();
    }

    /// <summary>Which cost columns count.</summary>
    public CurBasis Basis { get; }

    /// <summary>True when the report has net costs.</summary>
    public bool HasNet => _source.Header.Has(CurNames.NetUnblended);

    /// <summary>The projected columns and their types.</summary>
    public IReadOnlyDictionary<string, string> Types => _columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);

    /// <summary>Names in order.</summary>
    public IReadOnlyList<string> Names => [.. _columns.Select(column => column.Name)];

    /// <summary>The view over a table function.</summary>
    public string Of(string scan) => Template.Replace(Scan, scan, StringComparison.Ordinal);

    /// <summary>The line of the file behind a row number of the view.</summary>
    public static long FileRow(long rowNumber) => rowNumber % SecondCharge;

    private string Template =>
        $"(SELECT {string.Join(", ", _columns.Select(column => $"{column.Sql} AS {SqlText.Name(column.Name)}"))}, "
        + FormattableString.Invariant($"c.file_row_number + (c.cg_kind % 2) * {SecondCharge} AS file_row_number ")
        + $"FROM (SELECT *, cg_rule * 2 + unnest({_source.Parts}) AS cg_kind FROM (SELECT *, {_source.Rule} AS cg_rule FROM {Scan} c) c) c)";

    private void AddFields()
    {
        foreach (CurField field in CurFields.All.Where(field => !FocusColumns.IsCustom(field.Name)))
        {
            if (_source.Field(field) is not { } value) continue;
            string sql = field.When == CurWhen.Always ? value.Sql : $"CASE WHEN {CurColumns.Kinds(part => part.Has(field.When))} THEN {value.Sql} END";
            _columns.Add((field.Name, sql, value.Type));
        }

        if (_source.Text(CurNames.ProductCode) is { } code) _columns.Add(("ServiceCategory", Category(code), "VARCHAR"));
    }

    private void AddCosts()
    {
        if (!_source.Header.Has(CurNames.Unblended)) return;
        AddCost("BilledCost", part => part.Billed);
        AddCost("EffectiveCost", part => part.Effective);
        AddCost("ListCost", part => part.List);
        AddCost("ContractedCost", part => part.Contracted);
    }

    private void AddCost(string name, Func<CurPart, CurAmount> amount)
    {
        (string sql, string type) = _source.Cost(amount);
        _columns.Add((name, sql, type));
    }

    /// <summary>SQL: period, currency, what is left of amounts that must cancel, and what they amount to.</summary>
    public string Cancelled(string scan)
    {
        string cancels = CurColumns.Rules(rule => rule.Balance == CurBalance.Cancels), amount = _source.Decimal(net: false);
        return $"SELECT CAST(date_trunc('month', {_source.Time(CurNames.PeriodStart)}) AS TIMESTAMP), {_source.Text(CurNames.Currency) ?? "NULL"}, "
            + $"CAST(sum({amount}) AS VARCHAR), CAST(sum(abs({amount})) AS VARCHAR) FROM {Ruled(scan)} WHERE {cancels} AND {amount} <> 0 GROUP BY 1, 2";
    }

    /// <summary>SQL: one row of counts in the order of <see cref="CurNotes"/>: no effective cost, no unused cost, no public price, repeated.</summary>
    public string Notes(string scan)
    {
        string Count(Func<CurPart, CurAmount> cost, CurAmount amount) => $"({CurColumns.Rules(rule => rule.Parts.Any(part => cost(part) == amount))} AND {_source.Lacks(amount)})";
        string effective = $"{Count(part => part.Effective, CurAmount.SavingsPlan)} OR {Count(part => part.Effective, CurAmount.Reservation)}";
        string unused = $"{Count(part => part.Effective, CurAmount.SavingsPlanUnused)} OR {Count(part => part.Effective, CurAmount.ReservationUnused)}";
        return $"SELECT count(*) FILTER ({effective}), count(*) FILTER ({unused}), count(*) FILTER ({Count(part => part.List, CurAmount.PublicPrice)}), "
            + $"count(*) FILTER ({CurColumns.Rules(rule => rule.Balance == CurBalance.Repeats)}) FROM {Ruled(scan)}";
    }

    /// <summary>SQL: line item types that nobody knows, and their rows.</summary>
    public string UnknownTypes(string scan) => $"SELECT {_source.Text(CurNames.LineType) ?? "NULL"}, count(*) FROM {Ruled(scan)} WHERE {CurColumns.Rules(rule => rule.IsUnknown)} GROUP BY 1 ORDER BY 1";

    /// <summary>SQL: the sums of unblended and net costs by which the basis is chosen.</summary>
    public string BasisSums(string scan)
    {
        string counted = CurColumns.Rules(rule => rule.Balance != CurBalance.Repeats), net = CurColumns.Rules(rule => rule.Balance != CurBalance.Repeats && !rule.IsDiscount);
        return $"SELECT CAST(sum({_source.Decimal(net: false)}) FILTER ({counted}) AS VARCHAR), CAST(sum({_source.Decimal(net: true)}) FILTER ({net}) AS VARCHAR) FROM {Ruled(scan)}";
    }

    private string Ruled(string scan) => $"(SELECT *, {_source.Rule} AS cg_rule FROM {scan} c) c";

    private void AddKinds()
    {
        AddWord("ChargeFrequency", part => part.Frequency);
        AddWord("PricingCategory", part => part.Pricing);
        string start = _source.Time(CurNames.UsageStart), period = _source.Time(CurNames.PeriodStart);
        _columns.Add(("ChargeClass", $"CASE WHEN {CurColumns.Kinds(part => part.MayCorrect)} AND {start} < {period} THEN 'Correction' END", "VARCHAR"));
        _columns.Add(("ProviderName", "'AWS'", "VARCHAR"));
        if (_source.Header.Has(CurNames.LineType)) AddWord("ChargeCategory", part => part.Category);
    }

    private void AddWord(string name, Func<CurPart, string?> word) => _columns.Add((name, CurColumns.ByKind(part => SqlText.Value(word(part))), "VARCHAR"));

    private void AddCommitment()
    {
        string? plan = _source.Text(CurNames.SavingsPlanArn), reservation = _source.Text(CurNames.ReservationArn);
        string? arn = CurColumns.Coalesce(plan, reservation), resource = _source.Text(CurNames.ResourceId), parent = _source.Text(CurNames.SplitParent);
        if (CurColumns.Coalesce(resource, arn) is not null)
        {
            string own = resource ?? "CAST(NULL AS VARCHAR)";
            string instead = $"CASE WHEN {CurColumns.Kinds(part => part.IsCommitment)} THEN {arn ?? "NULL"} WHEN {CurColumns.Repeats} THEN {parent ?? "NULL"} END";
            _columns.Add(("ResourceId", $"coalesce({instead}, {own})", "VARCHAR"));
        }

        if (arn is null) return;
        string isPlan = plan is null ? "false" : $"{plan} IS NOT NULL", any = $"{arn} IS NOT NULL";
        _columns.Add(("CommitmentDiscountId", arn, "VARCHAR"));
        _columns.Add(("CommitmentDiscountCategory", $"CASE WHEN {isPlan} THEN 'Spend' WHEN {any} THEN 'Usage' END", "VARCHAR"));
        _columns.Add(("CommitmentDiscountType", $"CASE WHEN {isPlan} THEN 'Savings Plan' WHEN {any} THEN 'Reserved Instance' END", "VARCHAR"));
        _columns.Add(("CommitmentDiscountStatus", $"CASE WHEN {any} THEN {CurColumns.ByKind(part => SqlText.Value(part.Status))} END", "VARCHAR"));
    }

    private void AddTags()
    {
        string? tags = new CurTagSql(_source).Tags;
        if (tags is not null) _columns.Add(("Tags", tags, "VARCHAR"));
        if (!_source.Header.Has(CurNames.SplitParent)) return;
        _columns.Add(("AllocatedMethodId", $"CASE WHEN {CurColumns.Repeats} THEN 'AWS split cost allocation' END", "VARCHAR"));
        _columns.Add(("AllocatedResourceId", $"CASE WHEN {CurColumns.Repeats} THEN {_source.Text(CurNames.ResourceId) ?? "NULL"} END", "VARCHAR"));
        if (tags is not null) _columns.Add(("AllocatedTags", $"CASE WHEN {CurColumns.Repeats} THEN {tags} END", "VARCHAR"));
    }

    private static string Category(string code)
    {
        KeyValuePair<string, string>[] known = [.. AwsServices.Categories.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(SqlText.Value))}]";
        return $"coalesce(({List(known.Select(pair => pair.Value))})[list_position({List(known.Select(pair => pair.Key))}, {code})], 'Other')";
    }
}
