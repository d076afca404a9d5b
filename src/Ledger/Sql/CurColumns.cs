using CostGuard.Core.Focus;
using CostGuard.Core.Focus.Aws;

namespace CostGuard.Ledger.Sql;

/// <summary>SQL over the columns of a Cost and Usage Report, the table c: its rule, its fields, its costs.</summary>
internal sealed class CurColumns
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _types;
    private readonly bool _net;

    public CurColumns(IReadOnlyList<KeyValuePair<string, string>> types, CurBasis basis)
    {
        (_types, _net) = (types, basis == CurBasis.Net);
        Header = new CurHeader([.. types.Select(pair => pair.Key)]);
    }

    /// <summary>The columns by what they mean.</summary>
    public CurHeader Header { get; }

    /// <summary>SQL: true for charges of split-cost rows.</summary>
    public static string Repeats => Kinds((rule, _) => rule.Balance == CurBalance.Repeats);

    /// <summary>SQL: number of the rule that fits a row.</summary>
    public string Rule => $"CASE {string.Join(" ", CurRules.All.Select((rule, number) => FormattableString.Invariant($"WHEN {Fits(rule)} THEN {number}")))} END";

    /// <summary>SQL: the charges of a row as a list of 0 and 1, over the column cg_rule.</summary>
    public string Parts => $"CASE {string.Join(" ", CurRules.All.Select((rule, number) => FormattableString.Invariant($"WHEN cg_rule = {number} THEN {PartsOf(rule)}")))} END";

    /// <summary>SQL: true for the kinds (rule and charge) of which this holds.</summary>
    public static string Kinds(Func<CurPart, bool> which) => Kinds((_, part) => which(part));

    /// <summary>SQL: a value that depends on the kind only.</summary>
    public static string ByKind(Func<CurPart, string> value) => Lookup((_, part) => value(part), "NULL", "VARCHAR");

    /// <summary>The first one that is not null; null when there are none.</summary>
    public static string? Coalesce(params IEnumerable<string?> values)
    {
        string[] given = [.. values.OfType<string>()];
        return given.Length switch { 0 => null, 1 => given[0], _ => $"coalesce({string.Join(", ", given)})" };
    }

    /// <summary>A column as text, nothing as null; null when the report does not have it. Other spellings of "no value" are for the reading of the view.</summary>
    public string? Text(params string[] names) => Coalesce(Header.Find(names).Select(index => $"nullif({(TypeAt(index) == "VARCHAR" ? Raw(index) : $"CAST({Raw(index)} AS VARCHAR)")}, '')"));

    /// <summary>SQL: true for rows whose rule is one of these.</summary>
    public static string Rules(Func<CurRule, bool> which) => $"([{string.Join(", ", CurRules.All.Select(rule => which(rule) ? "true" : "false"))}])[cg_rule + 1]";

    /// <summary>DuckDB type of a column.</summary>
    public string TypeAt(int index) => _types[index].Value;

    /// <summary>A column as it is.</summary>
    public string Raw(int index) => $"c.{SqlText.Name(_types[index].Key)}";

    /// <summary>A column as TIMESTAMP.</summary>
    public string Time(string name) =>
        Header.Find(name) is [int index, ..] ? ColumnSql.Time(Raw(index), TypeAt(index)) : "CAST(NULL AS TIMESTAMP)";

    /// <summary>A field and its type: numbers and times keep the file's own.</summary>
    public (string Sql, string Type)? Field(CurField field)
    {
        FocusType type = FocusColumns.Find(field.Name)?.Type ?? FocusType.Text;
        if (type != FocusType.Text && Header.Find(field.Sources[0].Column) is [int index, ..])
        {
            string raw = Raw(index);
            return TypeAt(index) == "VARCHAR" && field.Filter == CurFilter.Number ? ($"CASE WHEN cg_is_number(trim({raw})) THEN {raw} END", "VARCHAR") : (raw, TypeAt(index));
        }

        string? text = Coalesce(field.Sources.Select(source => source.Key is null ? Text(source.Column) : MapValue(source)));
        if (text is null) return null;
        return (field.Filter == CurFilter.NotGlobal ? $"nullif({text}, 'global')" : text, "VARCHAR");
    }

    /// <summary>A cost by kind, in one type: the file's own where all its columns have it, text otherwise.</summary>
    public (string Sql, string Type) Cost(Func<CurPart, CurAmount> amount)
    {
        CurAmount[] kinds = [.. CurRules.All.SelectMany(rule => rule.Parts).Select(amount).Distinct().Order()];
        var values = kinds.ToDictionary(key => key, Amount);
        string[] types = [.. values.Values.Select(value => value.Type).OfType<string>().Distinct(StringComparer.Ordinal)];
        string type = types is [string only] ? only : "VARCHAR";
        string which = Lookup((_, part) => FormattableString.Invariant($"{(int)amount(part)}"), "NULL", "INTEGER");
        IEnumerable<string> cases = kinds.Select(key => FormattableString.Invariant($"WHEN {(int)key} THEN CAST({values[key].Sql} AS {type})"));
        return ($"CASE {which} {string.Join(" ", cases)} END", type);
    }

    /// <summary>UnblendedCost as DECIMAL(38,18), whatever the basis; net cost on request.</summary>
    public string Decimal(bool net) =>
        Coalesce(Find(net, CurNames.NetUnblended, CurNames.Unblended).Select(index => ColumnSql.Number(Raw(index), TypeAt(index)))) ?? "CAST(NULL AS DECIMAL(38,18))";

    /// <summary>SQL: true where none of the columns behind a cost has a value.</summary>
    public string Lacks(CurAmount amount) => amount switch
    {
        CurAmount.SavingsPlan or CurAmount.Reservation => Text(EffectiveOf(amount)) is { } text ? $"{text} IS NULL" : "true",
        CurAmount.SavingsPlanUnused or CurAmount.ReservationUnused => Coalesce(Text(UnusedOf(amount).First), Text(UnusedOf(amount).Second)) is { } text ? $"{text} IS NULL" : "true",
        CurAmount.PublicPrice => Header.Find(CurNames.PublicCost) is [int index, ..] && TypeAt(index) == "VARCHAR" ? $"({Text(CurNames.PublicCost)} IS NOT NULL AND NOT cg_is_number(trim({Raw(index)})))" : "false",
        _ => "false",
    };

    private static string Kinds(Func<CurRule, CurPart, bool> which) => Lookup((rule, part) => which(rule, part) ? "true" : "false", "false", "BOOLEAN");

    // A constant list by position: DuckDB makes a join of each longer IN.
    private static string Lookup(Func<CurRule, CurPart, string> value, string none, string type)
    {
        IEnumerable<string> values = CurRules.All.SelectMany(rule => new[] { 0, 1 }.Select(second => second < rule.Parts.Count ? value(rule, rule.Parts[second]) : none));
        return $"(CAST([{string.Join(", ", values)}] AS {type}[]))[c.cg_kind + 1]";
    }

    private (string Sql, string? Type) Amount(CurAmount amount) => amount switch
    {
        CurAmount.Zero => ("0", null),
        CurAmount.Default => ("NULL", null),
        CurAmount.Billed => First(Find(_net, CurNames.NetUnblended, CurNames.Unblended), null),
        CurAmount.SavingsPlan or CurAmount.Reservation => First(Header.Find(EffectiveOf(amount)), "0"),
        CurAmount.PublicPrice => PublicPrice(),
        _ => Header.Find(UnusedOf(amount).First.Concat(UnusedOf(amount).Second)).Count == 0 ? ("NULL", null) : ($"CAST({Unused(amount)} AS VARCHAR)", "VARCHAR"),
    };

    private (string Sql, string? Type) PublicPrice()
    {
        (string sql, string? type) = First(Header.Find(CurNames.PublicCost), null);
        return type == "VARCHAR" ? ($"CASE WHEN cg_is_number(trim({sql})) THEN trim({sql}) END", type) : (sql, type);
    }

    // Columns of one meaning have one type in practice; where they do not, they become text.
    private (string Sql, string? Type) First(IReadOnlyList<int> columns, string? otherwise)
    {
        if (columns.Count == 0) return (otherwise ?? "NULL", null);
        string[] types = [.. columns.Select(TypeAt).Distinct(StringComparer.Ordinal)];
        string type = types.Length == 1 ? types[0] : "VARCHAR";
        IEnumerable<string> values = columns.Select(index => type == "VARCHAR" ? ColumnSql.Text(Raw(index), TypeAt(index)) : Raw(index));
        return (Coalesce([.. values, otherwise is null ? null : $"CAST({otherwise} AS {type})"])!, type);
    }

    private string PartsOf(CurRule rule)
    {
        if (rule.Parts.Count == 0 || (rule.IsDiscount && _net)) return "CAST([] AS INTEGER[])";
        if (rule.Parts.Count == 1) return "[0]";
        return $"CASE WHEN coalesce({Unused(rule.Parts[1].Effective)}, 0) > 0 THEN [0, 1] ELSE [0] END";
    }

    private string Unused(CurAmount amount)
    {
        string Number(string[] names) => $"coalesce({Coalesce(Header.Find(names).Select(index => ColumnSql.Number(Raw(index), TypeAt(index)))) ?? "NULL"}, CAST(0 AS DECIMAL(38,18)))";
        return $"({Number(UnusedOf(amount).First)} {(amount == CurAmount.SavingsPlanUnused ? "-" : "+")} {Number(UnusedOf(amount).Second)})";
    }

    private string[] EffectiveOf(CurAmount amount) => Names(amount == CurAmount.SavingsPlan
        ? ("savingsplannetsavingsplaneffectivecost", "savingsplansavingsplaneffectivecost")
        : ("reservationneteffectivecost", "reservationeffectivecost"));

    private (string[] First, string[] Second) UnusedOf(CurAmount amount) => amount == CurAmount.SavingsPlanUnused
        ? (["savingsplantotalcommitmenttodate"], ["savingsplanusedcommitment"])
        : (Names(("reservationnetunusedamortizedupfrontfeeforbillingperiod", "reservationunusedamortizedupfrontfeeforbillingperiod")),
            Names(("reservationnetunusedrecurringfee", "reservationunusedrecurringfee")));

    private string[] Names((string Net, string Plain) names) => _net ? [names.Net, names.Plain] : [names.Plain];

    private IReadOnlyList<int> Find(bool net, string netName, string name) => Header.Find(net ? [netName, name] : [name]);

    private string Fits(CurRule rule)
    {
        string type = Header.Has(CurNames.LineType) ? $"coalesce({Text(CurNames.LineType)}, '')" : "'Usage'";
        var conditions = new List<string>();
        if (rule.Types.Count > 0)
            conditions.Add($"({string.Join(" OR ", rule.Types.Select(known => known.StartsWith('*') ? $"ends_with({type}, {SqlText.Value(known[1..])})" : $"{type} = {SqlText.Value(known)}"))})");
        if (rule.Needs.HasFlag(CurTrait.SplitCost)) conditions.Add(Holds(Text(CurNames.Operation), text => $"{text} IN {SqlText.List(CurNames.SplitOperations)}"));
        if (rule.Needs.HasFlag(CurTrait.Commitment)) conditions.Add(Holds(Text(CurNames.SavingsPlanArn, CurNames.ReservationArn), text => $"{text} IS NOT NULL"));
        if (rule.Needs.HasFlag(CurTrait.Spot)) conditions.Add(Holds(Text(CurNames.UsageType), text => $"contains({text}, 'Spot')"));
        if (rule.Needs.HasFlag(CurTrait.UpfrontFee))
            conditions.Add(Holds(Text(CurNames.Description), text => string.Join(" OR ", CurNames.UpfrontWords.Select(words => $"contains(lower({text}), {SqlText.Value(words)})"))));
        return conditions.Count == 0 ? "true" : string.Join(" AND ", conditions);
    }

    private static string Holds(string? text, Func<string, string> condition) => text is null ? "false" : $"coalesce({condition(text)}, false)";

    private string? MapValue(CurSource source)
    {
        if (Header.Find(source.Column) is not [int index, ..]) return null;
        string value = TypeAt(index).StartsWith("MAP", StringComparison.Ordinal)
            ? $"{Raw(index)}[{SqlText.Value(source.Key)}]"
            : $"json_extract_string(TRY_CAST({Raw(index)} AS JSON), {SqlText.Value($"$.\"{source.Key}\"")})";
        return $"nullif({value}, '')";
    }
}
