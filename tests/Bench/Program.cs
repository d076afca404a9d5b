using System.Globalization;
using CostGuard.Bench;

// Figures are ratios against a baseline measured in the same run, on the same file, with the same threads.
return args switch
{
    ["measure", string result, string log, .. string[] command] => Measure.Inner(result, log, command),
    ["yardstick", string name, .. string[] rest] => Yardstick.Run(name, rest),
    ["nothing"] => 0,
    ["workbook-product", string rows, string file] => await WorkbookBench.ProductAsync(int.Parse(rows, CultureInfo.InvariantCulture), file).ConfigureAwait(false),
    ["workbook-baseline", string rows, string file] => await WorkbookBench.BaselineAsync(int.Parse(rows, CultureInfo.InvariantCulture), file).ConfigureAwait(false),
    ["generate", string kind, string rows, string folder] => Say(Generator.Make(folder, long.Parse(rows, CultureInfo.InvariantCulture), kind)),
    ["ingest" or "query" or "allocate" or "restate" or "workbook" or "recommend" or "startup", ..] => await Benches.RunAsync(args).ConfigureAwait(false),
    _ => Usage(),
};

static int Say(string text)
{
    Console.WriteLine(text);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("""
        bench ingest    [--rows N] [--pairs K] [--kind parquet|parquet-decimal|csv|csv-exponent] [--folder DIR]
        bench query     [--rows N] [--pairs K] [--folder DIR]          13 months of N line items each
        bench allocate  [--rows N] [--pairs K] [--folder DIR]          13 months of N line items each
        bench restate   [--rows N] [--pairs K] [--folder DIR]
        bench workbook  [--rows N] [--pairs K] [--folder DIR]
        bench recommend [--rows N] [--pairs K] [--folder DIR]          N resources, 32 days by hour
        bench startup   [--pairs K]
        bench generate  KIND ROWS DIR
        Each prints one line of JSON: name, rows, CPU and wall seconds and peak MiB of baseline and product, and their ratio.
        """);
    return 2;
}
