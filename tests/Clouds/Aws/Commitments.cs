using System.Globalization;
using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;

namespace CostGuard.Clouds.Aws;

/// <summary>
/// Utilisation and coverage of reservations and savings plans, told from the commitment columns of the rows: what is Used and Unused of an id, what stands beside it at
/// its list price. Hours are the rows' ConsumedQuantity.
/// </summary>
internal sealed class Commitments(CloudSwitches switches, IReadOnlyList<Charge> charges)
{
    private const string Reservation = "Usage", SavingsPlan = "Spend";

    public JsonObject ReservationUtilization(JsonObject request)
    {
        CostWindow window = CostWindow.Of(request, switches.Today);
        bool byId = request["GroupBy"] is JsonArray { Count: > 0 };
        Charge[] rows = Held(window, Reservation);
        return new JsonObject
        {
            ["UtilizationsByTime"] = new JsonArray([.. Periods(request, window).Select(period =>
            {
                Charge[] here = [.. rows.Where(row => period.Has(row.Day))];
                return (JsonNode)new JsonObject
                {
                    ["TimePeriod"] = period.ToJson(),
                    ["Groups"] = new JsonArray([.. byId ? here.GroupBy(row => row["CommitmentDiscountId"]).OrderBy(group => group.Key, StringComparer.Ordinal).Select(Group) : []]),
                    ["Total"] = Aggregates([.. here]),
                };
            })]),
            ["Total"] = Aggregates(rows),
        };
    }

    public JsonObject ReservationCoverage(JsonObject request)
    {
        CostWindow window = CostWindow.Of(request, switches.Today);
        Charge[] rows = Covered(window, Reservation);
        return new JsonObject
        {
            ["CoveragesByTime"] = new JsonArray([.. Periods(request, window).Select(period => (JsonNode)new JsonObject
            {
                ["TimePeriod"] = period.ToJson(), ["Groups"] = new JsonArray(), ["Total"] = Hours([.. rows.Where(row => period.Has(row.Day))]),
            })]),
            ["Total"] = Hours(rows),
        };
    }

    public JsonObject PlansUtilization(JsonObject request)
    {
        CostWindow window = CostWindow.Of(request, switches.Today);
        Charge[] rows = Held(window, SavingsPlan);
        JsonObject total = Plans(rows, window);
        return new JsonObject
        {
            ["SavingsPlansUtilizationsByTime"] = new JsonArray([.. Periods(request, window).Select(period =>
            {
                JsonObject one = Plans([.. rows.Where(row => period.Has(row.Day))], period);
                one["TimePeriod"] = period.ToJson();
                return (JsonNode)one;
            })]),
            ["Total"] = total,
        };
    }

    public JsonObject PlansCoverage(JsonObject request)
    {
        CostWindow window = CostWindow.Of(request, switches.Today);
        CostGrouping[] groupings = [.. request["GroupBy"]?.AsArray().Select(group => CostGrouping.Of(group!.AsObject())) ?? []];
        if (groupings.Length > 1) throw new AwsFault("ValidationException", "One group is served here");
        Charge[] rows = Covered(window, SavingsPlan);
        JsonNode[] coverages =
        [
            .. from period in Periods(request, window)
               from one in rows.Where(row => period.Has(row.Day)).GroupBy(row => groupings.Length == 0 ? "" : groupings[0].KeyOf(row)).OrderBy(each => each.Key, StringComparer.Ordinal)
               select new JsonObject
               {
                   ["Attributes"] = groupings.Length == 0 ? new JsonObject() : new JsonObject { [groupings[0].Key] = one.Key },
                   ["Coverage"] = Spend([.. one]),
                   ["TimePeriod"] = period.ToJson(),
               },
        ];
        // Here the token has another name than elsewhere.
        Pages pages = Pages.Of(request, "NextToken", switches, coverages.Length);
        return pages.Token(new JsonObject { ["SavingsPlansCoverages"] = new JsonArray([.. coverages.Skip(pages.From).Take(pages.Count)]) });
    }

    // AWS has nothing to say of a time in which nothing was committed.
    private Charge[] Held(CostWindow window, string category)
    {
        Charge[] rows = [.. charges.Where(row => window.Has(row.Day) && row["CommitmentDiscountCategory"] == category && row["CommitmentDiscountStatus"] is ("Used" or "Unused"))];
        return rows.Length > 0 ? rows : throw NoData();
    }

    // What a commitment covers, and what of the same services runs beside it at full price.
    private Charge[] Covered(CostWindow window, string category)
    {
        HashSet<string> services = [.. Held(window, category).Where(IsUsed).Select(row => row["ServiceName"])];
        return
        [
            .. charges.Where(row => window.Has(row.Day) && services.Contains(row["ServiceName"]) && row["ChargeCategory"] == "Usage"
                && ((row["CommitmentDiscountCategory"] == category && IsUsed(row)) || (row["CommitmentDiscountId"].Length == 0 && row["PricingCategory"] == "Standard"))),
        ];
    }

    private static IEnumerable<CostWindow> Periods(JsonObject request, CostWindow window) =>
        request["Granularity"]?.GetValue<string>() is { } granularity ? window.Periods(granularity) : [window];

    private JsonObject Group(IGrouping<string, Charge> rows) => new JsonObject
    {
        ["Key"] = "SUBSCRIPTION_ID",
        ["Value"] = rows.Key,
        ["Attributes"] = new JsonObject(),
        ["Utilization"] = Aggregates([.. rows]),
    };

    private JsonObject Aggregates(Charge[] rows)
    {
        Int128 used = Sum(rows.Where(IsUsed), row => row.Quantity), unused = Sum(rows.Where(row => !IsUsed(row)), row => row.Quantity);
        Int128 list = Sum(rows.Where(IsUsed), row => row.List), fee = Sum(rows, row => row.Effective);
        return new JsonObject
        {
            ["UtilizationPercentage"] = Share(used, used + unused),
            ["PurchasedHours"] = Text(used + unused),
            ["TotalActualHours"] = Text(used),
            ["UnusedHours"] = Text(unused),
            ["OnDemandCostOfRIHoursUsed"] = Text(list),
            ["NetRISavings"] = Text(list - fee),
            ["TotalAmortizedFee"] = Text(fee),
            ["RICostForUnusedHours"] = Text(Sum(rows.Where(row => !IsUsed(row)), row => row.Effective)),
        };
    }

    private JsonObject Hours(Charge[] rows)
    {
        Int128 reserved = Sum(rows.Where(IsUsed), row => row.Quantity), other = Sum(rows.Where(row => !IsUsed(row)), row => row.Quantity);
        return new JsonObject
        {
            ["CoverageHours"] = new JsonObject
            {
                ["OnDemandHours"] = Text(other),
                ["ReservedHours"] = Text(reserved),
                ["TotalRunningHours"] = Text(reserved + other),
                ["CoverageHoursPercentage"] = Share(reserved, reserved + other),
            },
            ["CoverageCost"] = new JsonObject { ["OnDemandCost"] = Text(Sum(rows.Where(row => !IsUsed(row)), row => row.Effective)) },
        };
    }

    private JsonObject Plans(Charge[] rows, CostWindow period)
    {
        Int128 used = Sum(rows.Where(IsUsed), row => row.Effective), unused = Sum(rows.Where(row => !IsUsed(row)), row => row.Effective);
        Int128 list = Sum(rows.Where(IsUsed), row => row.List);
        // Recurring is what the period is billed for the plan; the rest was paid up front.
        Int128 recurring = Int128.Min(used + unused, Sum(charges.Where(row => period.Has(row.Day) && row["CommitmentDiscountCategory"] == SavingsPlan && row["ChargeCategory"] == "Purchase" && row["ChargeFrequency"] == "Recurring"), row => row.Billed));
        return new JsonObject
        {
            ["Utilization"] = new JsonObject
            {
                ["TotalCommitment"] = Text(used + unused),
                ["UsedCommitment"] = Text(used),
                ["UnusedCommitment"] = Text(unused),
                ["UtilizationPercentage"] = Share(used, used + unused),
            },
            ["Savings"] = new JsonObject { ["NetSavings"] = Text(list - used - unused), ["OnDemandCostEquivalent"] = Text(list) },
            ["AmortizedCommitment"] = new JsonObject
            {
                ["AmortizedRecurringCommitment"] = Text(recurring),
                ["AmortizedUpfrontCommitment"] = Text(used + unused - recurring),
                ["TotalAmortizedCommitment"] = Text(used + unused),
            },
        };
    }

    private JsonObject Spend(Charge[] rows)
    {
        Int128 covered = Sum(rows.Where(IsUsed), row => row.List), other = Sum(rows.Where(row => !IsUsed(row)), row => row.Effective);
        return new JsonObject
        {
            ["SpendCoveredBySavingsPlans"] = Text(covered),
            ["OnDemandCost"] = Text(other),
            ["TotalCost"] = Text(covered + other),
            ["CoveragePercentage"] = Share(covered, covered + other),
        };
    }

    private static bool IsUsed(Charge row) => row["CommitmentDiscountStatus"] == "Used";

    private static Int128 Sum(IEnumerable<Charge> rows, Func<Charge, Int128> value)
    {
        Int128 sum = 0;
        foreach (Charge row in rows) sum += value(row);
        return sum;
    }

    private string Text(Int128 units) => Amounts.Write(units, switches.Decimals);

    /// <summary>Percent with at most 6 decimals; 0 of nothing.</summary>
    private static string Share(Int128 part, Int128 whole) =>
        whole == 0 ? "0" : decimal.Round((decimal)(part * 100_000_000 / whole) / 1_000_000m, 6).ToString("0.######", CultureInfo.InvariantCulture);

    internal static AwsFault NoData() => new("DataUnavailableException", "No data available.");
}
