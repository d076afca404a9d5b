using CostGuard.Cli.Demo;
using CostGuard.Core.Values;

namespace CostGuard.Golden;

/// <summary>The demo company, made once by the commands a person types, and copied for each test: making it is most of such a test's time.</summary>
internal static class DemoHomes
{
    private static readonly Lazy<Task<(Product Product, Answer Told)>> Full = new(MakeFullAsync);
    private static readonly Lazy<Task<Product>> Months = new(MakeMonthsAsync);

    /// <summary>Of every home here; its data end the day before.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 16, 7, 0, 0, TimeSpan.Zero);

    /// <summary>What "costguard demo" leaves: fourteen months, usage, workbook and mails.</summary>
    public static async Task<Product> FullAsync() => (await Full.Value).Product.Copy();

    /// <summary>What it printed.</summary>
    public static async Task<Answer> ToldAsync() => (await Full.Value).Told;

    /// <summary>July to November 2026 collected, October's AWS file already the restated one; invoices of the months before November as a file, not imported.</summary>
    public static async Task<Product> MonthsAsync() => (await Months.Value).Copy();

    private static async Task<(Product Product, Answer Told)> MakeFullAsync()
    {
        Product product = New();
        return (product, await product.OkAsync("demo"));
    }

    private static async Task<Product> MakeMonthsAsync()
    {
        Product product = New();
        var home = new HomeFolder(product.Home);
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        var restated = BillingPeriod.Parse("2026-10");
        var bill = new DemoBill(today);
        DemoHome.Write(home, today);
        DemoHome.WriteInvoices(home, today, restated);
        for (var month = BillingPeriod.Parse("2026-07"); month.CompareTo(BillingPeriod.Of(today)) <= 0; month = month.Next)
        {
            bill.Write(product.File($"billing/aws/{month}.csv.gz"), "aws", month, month == restated);
            bill.Write(product.File($"billing/azure/{month}.csv"), "azure", month, restated: false);
        }

        await product.OkAsync("collect");
        return product;
    }

    private static Product New()
    {
        var product = new Product();
        product.Clock.SetUtcNow(Now);
        // The pattern lives as long as the tests do.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => product.Dispose();
        return product;
    }
}
