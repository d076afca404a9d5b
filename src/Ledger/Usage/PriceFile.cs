using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;
using DuckDB.NET.Data;

namespace CostGuard.Ledger.Usage;

/// <summary>Turns AWS's public price list file of EC2 (index.csv of one region, five lines of facts above the header) into usage/types-aws-REGION.csv.</summary>
public sealed class PriceFile(HomeFolder home)
{
    // Linux, shared hosts, paid by the hour as it runs: the one price of a type that every rule compares with.
    private const string Wanted = """
        "TermType" = 'OnDemand' AND "Operating System" = 'Linux' AND "Tenancy" = 'Shared' AND "CapacityStatus" = 'Used' AND "Pre Installed S/W" = 'NA'
        AND "Unit" = 'Hrs' AND "Currency" = 'USD' AND "Product Family" LIKE 'Compute Instance%' AND CAST("PricePerUnit" AS DECIMAL(18,10)) > 0
        """;

    /// <summary>Writes the files of the regions that the list has; their names and how many types each has.</summary>
    /// <param name="path">The list, CSV or CSV.gz.</param>
    /// <param name="cancellationToken">Stops reading; the files of before stay.</param>
    /// <exception cref="CostGuardException">CG2804: it is no such list, or has no price that is wanted (exit code 2).</exception>
    public async Task<IReadOnlyList<(string Region, int Types, string File)>> ImportAwsAsync(string path, CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(path), scratch = Path.Combine(Path.GetTempPath(), $"costguard-prices-{Guid.NewGuid():n}");
        await using DuckSession session = await DuckSession.OpenAsync(scratch, cancellationToken).ConfigureAwait(false);
        try
        {
            await session.RunAsync($"""
                CREATE TEMP TABLE t AS SELECT DISTINCT "Instance Type" AS type, split_part("Instance Type", '.', 1) AS family, "vCPU" AS vcpu, replace(split_part("Memory", ' ', 1), ',', '') AS memory_gib,
                    CAST(CAST("PricePerUnit" AS DECIMAL(18,10)) AS VARCHAR) AS hourly, CASE WHEN "Physical Processor" LIKE '%Graviton%' THEN 'arm64' ELSE 'x86_64' END AS architecture, 'aws' AS provider, "Region Code" AS region
                FROM read_csv({SqlText.Value(path)}, skip=5, header=true, all_varchar=true, delim=',', quote='"') WHERE {Wanted}
                """, cancellationToken).ConfigureAwait(false);
            List<object?[]> regions = await session.ListAsync("SELECT region, count(*), count(DISTINCT type) FROM t GROUP BY 1 ORDER BY 1", cancellationToken).ConfigureAwait(false);
            if (regions.Count == 0) throw Bad(name, "it has no on-demand price of a Linux machine in USD");
            if (regions.FirstOrDefault(row => DuckSession.WholeNumber(row[1]) != DuckSession.WholeNumber(row[2])) is { } twice) throw Bad(name, $"region {twice[0]} has two prices for one type");
            return await WriteAsync(session, regions, cancellationToken).ConfigureAwait(false);
        }
        catch (DuckDBException exception)
        {
            throw Bad(name, exception.Message.Split('\n')[0]);
        }
        finally
        {
            if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<IReadOnlyList<(string Region, int Types, string File)>> WriteAsync(DuckSession session, List<object?[]> regions, CancellationToken cancellationToken)
    {
        var written = new List<(string, int, string)>();
        Directory.CreateDirectory(home.Combine("usage"));
        foreach (object?[] row in regions)
        {
            string region = (string)row[0]!, file = $"usage/types-aws-{region}.csv", target = home.Combine(file), half = target + ".new";
            await session.RunAsync($"COPY (SELECT * FROM t WHERE region = {SqlText.Value(region)} ORDER BY type) TO {SqlText.Value(half)} (FORMAT csv, HEADER)", cancellationToken).ConfigureAwait(false);
            File.Move(half, target, overwrite: true);
            written.Add((region, (int)DuckSession.WholeNumber(row[1]), file));
        }

        return written;
    }

    private static CostGuardException Bad(string name, string why) => new(2, SavingErrors.BadPriceFile.At($"{name}: {why}."));
}
