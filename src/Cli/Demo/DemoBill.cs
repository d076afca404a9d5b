using System.Globalization;
using System.IO.Compression;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Demo;

/// <summary>Writes one month of one cloud as a FOCUS 1.2 file: usage, a savings plan, support, tax, a credit, a refund.</summary>
public sealed class DemoBill(DateOnly today)
{
    private static readonly string[] Header =
    [
        "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory",
        "ChargeClass", "ChargeDescription", "ChargeFrequency", "BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "CommitmentDiscountId",
        "CommitmentDiscountCategory", "CommitmentDiscountName", "CommitmentDiscountStatus", "CommitmentDiscountType", "InvoiceId", "InvoiceIssuerName", "PricingCategory",
        "ProviderName", "PublisherName", "RegionId", "RegionName", "ResourceId", "ResourceName", "ResourceType", "ServiceCategory", "ServiceName", "SkuId",
        "SkuPriceId", "PricingQuantity", "PricingUnit", "SubAccountId", "SubAccountName", "Tags",
    ];

    private const string Plan = "arn:aws:savingsplans::999900001111:savingsplan/acme-compute-1";
    private const decimal PlanPerDay = 980m;

    private static readonly decimal[] UnitPrices = [0.02m, 0.025m, 0.05m, 0.1m, 0.2m, 0.5m];

    /// <summary>Writes the month. <paramref name="restated"/> adds what the provider corrected after the month had ended.</summary>
    public void Write(string path, string cloud, BillingPeriod month, bool restated)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using FileStream file = File.Create(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        using var writer = new StreamWriter(stream) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', Header));
        foreach (Line line in Lines(cloud, month, restated)) writer.WriteLine(Text(line, cloud, month));
    }

    /// <summary>What the cloud invoices for the month: the lines before tax, and the tax, each rounded once. Told from the bill, never from what CostGuard stored.</summary>
    public (decimal Net, decimal Tax) Invoiced(string cloud, BillingPeriod month, bool restated)
    {
        decimal net = 0m, tax = 0m;
        foreach (Line line in Lines(cloud, month, restated)) (net, tax) = line.Category == "Tax" ? (net, tax + line.Billed) : (net + line.Billed, tax);
        return (decimal.Round(net, 2, MidpointRounding.ToEven), decimal.Round(tax, 2, MidpointRounding.ToEven));
    }

    private IEnumerable<Line> Lines(string cloud, BillingPeriod month, bool restated)
    {
        DateOnly end = month.Next.FirstDay < today ? month.Next.FirstDay : today;
        decimal total = 0;
        for (DateOnly day = month.FirstDay; day < end; day = day.AddDays(1))
        {
            foreach (Line line in Day(cloud, day))
            {
                total += line.Billed;
                yield return line;
            }
        }

        if (end == month.FirstDay) yield break;
        foreach (Line line in Monthly(cloud, month, total)) yield return line;
        if (restated)
        {
            yield return new Line(month.LastDay, "Usage", "AWS Data Transfer", "Networking", "eu-central-1", "payments-egress", "111122220002", "prod-payments", 212.40m, 212.40m, 212.40m, "late usage records", null);
        }
    }

    private IEnumerable<Line> Day(string cloud, DateOnly day)
    {
        decimal covered = 0;
        foreach (DemoResource resource in DemoCompany.Resources.Where(resource => resource.Cloud == cloud))
        {
            decimal list = ListCost(resource, day);
            string tags = Tags(resource);
            if (!resource.Covered)
            {
                yield return Usage(resource, day, list, list, list, tags, null);
                continue;
            }

            // Three quarters run under the plan at 28 % less; the rest is on demand.
            decimal planned = decimal.Round(list * 0.75m, 6);
            decimal price = Math.Min(decimal.Round(planned * 0.72m, 6), PlanPerDay - covered);
            covered += price;
            yield return Usage(resource, day, planned, 0m, price, tags, "Used");
            yield return Usage(resource, day, list - planned, list - planned, list - planned, tags, null);
        }

        if (cloud != "aws") yield break;
        yield return new Line(day, "Purchase", "Savings Plans for Compute usage", "Compute", null, null, "999900001111", "acme-payer", PlanPerDay, 0m, PlanPerDay, "Compute savings plan, hourly commitment", null, Plan);
        yield return new Line(day, "Usage", "Savings Plans for Compute usage", "Compute", null, Plan, "999900001111", "acme-payer", 0m, PlanPerDay - covered, 0m, "Unused commitment", null, Plan, "Unused");
    }

    private static IEnumerable<Line> Monthly(string cloud, BillingPeriod month, decimal total)
    {
        if (cloud != "aws") yield break;
        decimal support = decimal.Round(total * 0.03m, 4);
        yield return new Line(month.FirstDay, "Usage", "AWS Support [Business]", "Management and Governance", null, null, "999900001111", "acme-payer", support, support, support, "Support, 3 % of usage", null);
        yield return new Line(month.FirstDay, "Tax", "Tax", "Other", null, null, "111122220002", "prod-payments", 118.37m, 118.37m, 118.37m, "VAT", null);
        if (month.FirstDay.Month % 3 == 0)
            yield return new Line(month.FirstDay, "Credit", "Amazon Elastic Compute Cloud", "Compute", null, null, null, null, -1_500m, -1_500m, -1_500m, "Promotional credit", null);
        if (month.FirstDay.Month % 4 == 2)
            yield return new Line(month.FirstDay.AddDays(2), "Usage", "Amazon Redshift", "Analytics", "us-east-1", "data-warehouse", "111122220003", "acme-data", -86.55m, -86.55m, -86.55m, "Refund of an earlier month", """{"squad":"data"}""") { Class = "Correction" };
    }

    private decimal ListCost(DemoResource resource, DateOnly day)
    {
        int months = BillingPeriod.Of(today).MonthsSince(BillingPeriod.Of(day));
        decimal level = resource.PerDay / (1 + (resource.GrowthPerMonth * months));
        bool weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var random = new DemoRandom(unchecked((ulong)day.DayNumber * 1_000_003UL) ^ Hash(resource.Resource));
        decimal noise = 0.96m + (random.Next() * 0.08m);
        decimal cost = level * (weekend ? resource.Weekend : 1m) * noise;

        // The story of the current weeks: a second database appears, and data transfer doubles with it.
        bool lately = day >= today.AddDays(-8);
        if (lately && resource.Resource is "payments-db-1") cost += 131m;
        if (lately && resource.Resource is "payments-egress") cost += 48m;
        return decimal.Round(cost, 6);
    }

    private static Line Usage(DemoResource resource, DateOnly day, decimal list, decimal billed, decimal effective, string tags, string? status) =>
        new(day, "Usage", resource.Service, resource.Category, resource.Region, resource.Resource, resource.Account, resource.AccountName, billed, effective, list,
            $"{resource.Service} in {resource.Region}", tags, status is null ? null : Plan, status);

    // Who spells the team's tag as agreed names the application, too: "lake" of data-lake.
    private static string Tags(DemoResource resource) => resource is { TagKey: { } key, Team: { } team }
        ? $$"""{"{{key}}":"{{(key == "TEAM" ? team.ToUpperInvariant() : team)}}","env":"prod"{{(key == "team" ? $",\"app\":\"{resource.Resource.Split('-')[1]}\"" : "")}}}"""
        : "{}";

    private static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037UL;
        foreach (char c in text) hash = unchecked((hash ^ c) * 1099511628211UL);
        return hash;
    }

    private static string Text(Line line, string cloud, BillingPeriod month)
    {
        bool aws = cloud == "aws";
        string?[] cells =
        [
            aws ? "999900001111" : "/providers/Microsoft.Billing/billingAccounts/8611", aws ? "acme-payer" : "Acme", "USD", Stamp(month.FirstDay), Stamp(month.Next.FirstDay),
            Stamp(line.Day), Stamp(line.Day.AddDays(1)), line.Category, line.Class, line.Description,
            line.Category is "Usage" ? "Usage-Based" : line.Category is "Purchase" ? "Recurring" : "One-Time",
            Number(line.Billed), Number(line.Effective), Number(line.List), Number(line.Status is "Unused" ? 0m : line.List),
            line.Plan, line.Plan is null ? null : "Spend", line.Plan is null ? null : "acme-compute-1", line.Status, line.Plan is null ? null : "Savings Plan",
            $"{(aws ? "AWS" : "AZ")}-{month}", aws ? "Amazon Web Services, Inc." : "Microsoft",
            line.Category is "Tax" or "Credit" ? null : line.Status is null ? "Standard" : "Committed",
            aws ? "AWS" : "Microsoft", aws ? "Amazon Web Services" : "Microsoft", line.Region, line.Region, line.Resource is null ? null : Arn(line, aws), line.Resource,
            line.Resource is null ? null : "Resource", line.ServiceCategory, line.Service, Sku(line),
            Priced(line) ? $"{Sku(line)}.{line.Region}" : null, Priced(line) ? Number(line.List / UnitPrice(line)) : null, Priced(line) ? "Units" : null, line.Account, line.AccountName, line.Tags,
        ];
        return string.Join(',', cells.Select(cell => cell is null ? "" : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
    }

    private static string? Sku(Line line) => line.Category is "Tax" ? null : $"SKU-{Hash(line.Service) % 100_000:00000}";

    private static bool Priced(Line line) => line is { Category: "Usage", Resource: not null, Status: not "Unused" };

    // Prices by which every amount divides exactly, so that a quantity times its price is the amount to the last digit.
    private static decimal UnitPrice(Line line) => UnitPrices[Hash(line.Service) % (ulong)UnitPrices.Length];

    /// <summary>FOCUS ResourceId of a resource of the company.</summary>
    public static string IdOf(DemoResource resource) => IdOf(resource.Cloud == "aws", resource.Region, resource.Account, resource.AccountName, resource.Resource);

    private static string IdOf(bool aws, string? region, string? account, string? accountName, string? resource) =>
        aws ? $"arn:aws:acme:{region}:{account}:{resource}" : $"{account}/resourceGroups/rg-{accountName}/{resource}";

    private static string Arn(Line line, bool aws) => line.Resource == Plan ? Plan : IdOf(aws, line.Region, line.Account, line.AccountName, line.Resource);

    private static string Stamp(DateOnly day) => day.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture);

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Line(
        DateOnly Day, string Category, string Service, string ServiceCategory, string? Region, string? Resource, string? Account, string? AccountName,
        decimal Billed, decimal Effective, decimal List, string Description, string? Tags, string? Plan = null, string? Status = null)
    {
        public string? Class { get; init; }
    }
}
