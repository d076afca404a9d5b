using System.Globalization;
using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Demo;

/// <summary>Writes the demo company's configuration, in the very files a real company would keep in Git.</summary>
public static class DemoHome
{
    /// <summary>Marks a home as a demo, so that <c>demo remove</c> never deletes anything else.</summary>
    public const string Marker = ".costguard-demo";

    /// <summary>The invoices of the demo, for 'costguard invoice import'.</summary>
    public const string InvoiceFile = "billing/invoices.csv";

    /// <summary>Months of history, the current one included.</summary>
    public const int Months = 14;

    public static void Write(HomeFolder home, DateOnly today)
    {
        BillingPeriod current = BillingPeriod.Of(today);
        Put(home, Marker, "This home holds invented data. 'costguard demo remove' deletes it.\n");
        Put(home, "costguard.yaml", $"""
            apiVersion: costguard/v1
            kind: Company
            metadata:
              name: acme-demo
            spec:
              company: {DemoCompany.Name}
              currency: USD
              timeZone: Europe/Berlin
              fiscalYearStartMonth: 1
              metric: effective

            """);
        foreach ((string id, string title, string owner, string costCentre, _) in DemoCompany.Teams)
            Put(home, $"teams/{id}.yaml", Team(id, title, owner, costCentre, current.AddMonths(1 - Months)));
        Put(home, "allocation/rules.yaml", Rules);
        Put(home, "allocation/metrics/vcpu-hours.csv", Metric(current));
        Put(home, "budgets/monthly.csv", Budgets(current));
        Put(home, "drivers/monthly.csv", Drivers(current));
        foreach (string cloud in (string[])["aws", "azure"]) Put(home, $"connections/acme-{cloud}.yaml", Connection(cloud));
        Put(home, "notifications/routing.yaml", """
            apiVersion: costguard/v1
            kind: Routing
            metadata:
              name: routing
            spec:
              finance: [finance@acme.example]

            """);
    }

    /// <summary>The invoices of the finished months, as the clouds would send them.</summary>
    public static void WriteInvoices(HomeFolder home, DateOnly today, BillingPeriod restated)
    {
        var bill = new DemoBill(today);
        var csv = new StringBuilder("invoice,provider,period,date,currency,net,tax,total\n");
        for (BillingPeriod month = BillingPeriod.Of(today).AddMonths(1 - Months); month.CompareTo(BillingPeriod.Of(today)) < 0; month = month.Next)
        {
            foreach ((string cloud, string prefix, string provider) in (ValueTuple<string, string, string>[])[("aws", "AWS", "AWS"), ("azure", "AZ", "Microsoft")])
            {
                (decimal net, decimal tax) = bill.Invoiced(cloud, month, cloud == "aws" && month == restated);
                csv.Append(CultureInfo.InvariantCulture, $"{prefix}-{month},{provider},{month},{month.Next.FirstDay.AddDays(2):yyyy-MM-dd},USD,{net:0.00},{tax:0.00},{net + tax:0.00}\n");
            }
        }

        Put(home, InvoiceFile, csv.ToString());
    }

    private const string Rules = """
        apiVersion: costguard/v1
        kind: AllocationRules
        metadata:
          name: rules
        spec:
          order:
            - name: shared-eks
              when: { aws.account: ["777788889999"] }
              split: { by: usage, metric: vcpu-hours, among: [platform, payments, data, web], fallback: even }
            - name: support
              when: { service: "AWS Support [Business]" }
              split: { by: cost, among: all }
            - name: payments-account
              when: { aws.account: ["111122220002"] }
              assign: payments
            - name: platform-account
              when: { aws.account: ["111122220001"] }
              assign: platform
          unallocated: { warnAbove: 1% }

        """;

    private static string Team(string id, string title, string owner, string costCentre, BillingPeriod from) => $"""
        apiVersion: costguard/v1
        kind: Team
        metadata:
          name: {id}
          title: {title}
        spec:
          owner: {owner}
          costCentre: "{costCentre}"
          timeZone: Europe/Berlin
          effectiveFrom: {from}
          match:
            - tag.team: [{id}]
          notify:
            weeklyDigest: {"{"} to: [owner] {"}"}

        """;

    private static string Connection(string cloud) => $"""
        apiVersion: costguard/v1
        kind: Connection
        metadata:
          name: acme-{cloud}
        spec:
          provider: folder
          source: {"{"} path: billing/{cloud} {"}"}

        """;

    private static string Metric(BillingPeriod current)
    {
        var csv = new StringBuilder("month,team,quantity\n");
        for (BillingPeriod month = current.AddMonths(1 - Months); month.CompareTo(current) <= 0; month = month.Next)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{month},platform,{3_100 + (month.FirstDay.Month * 7)}\n{month},payments,{2_400 + (month.FirstDay.Month * 11)}\n");
            csv.Append(CultureInfo.InvariantCulture, $"{month},data,{900 + (month.FirstDay.Month * 3)}\n{month},web,{1_150}\n");
        }

        return csv.ToString();
    }

    private static string Drivers(BillingPeriod current)
    {
        var csv = new StringBuilder("month,team,driver,quantity,unit\n");
        for (int i = 0; i < Months; i++)
        {
            BillingPeriod month = current.AddMonths(i + 1 - Months);
            csv.Append(CultureInfo.InvariantCulture, $"{month},payments,orders,{171_000 + (i * 2_300)},orders\n{month},web,page-views,{42_000_000 + (i * 650_000)},page views\n");
            csv.Append(CultureInfo.InvariantCulture, $"{month},mobile,mau,{88_000 + (i * 1_900)},monthly active users\n");
        }

        return csv.ToString();
    }

    private static string Budgets(BillingPeriod current)
    {
        BillingPeriod[] months = [.. Enumerable.Range(0, Months).Select(back => current.AddMonths(back + 1 - Months))];
        var csv = new StringBuilder("team,currency").AppendJoin("", months.Select(month => $",{month}")).Append('\n');
        foreach ((string id, _, _, _, decimal amount) in DemoCompany.Teams)
            csv.Append(CultureInfo.InvariantCulture, $"{id},USD").Insert(csv.Length, $",{amount.ToString("0", CultureInfo.InvariantCulture)}", months.Length).Append('\n');
        return csv.ToString();
    }

    internal static void Put(HomeFolder home, string name, string text)
    {
        string path = home.Combine(name.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
