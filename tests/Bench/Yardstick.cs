using System.Globalization;
using DuckDB.NET.Data;

namespace CostGuard.Bench;

/// <summary>The programs that the product is measured against: DuckDB SQL as one would write it by hand, exact decimals, two threads.</summary>
public static class Yardstick
{
    private const string Costs = """
        sum(cast(BilledCost AS DECIMAL(28,10))) AS BilledCost, sum(cast(EffectiveCost AS DECIMAL(28,10))) AS EffectiveCost,
        sum(cast(ListCost AS DECIMAL(28,10))) AS ListCost, sum(cast(ContractedCost AS DECIMAL(28,10))) AS ContractedCost, count(*) AS n
        """;

    /// <summary>Runs one yardstick and prints its control totals.</summary>
    public static int Run(string name, string[] arguments)
    {
        using DuckDBConnection connection = Open();
        switch (name)
        {
            case "start": Scalar(connection, "SELECT 1"); break;
            case "ingest-parquet": Facts(connection, $"read_parquet('{arguments[0]}')", "Tags['team']", arguments[1]); break;
            case "ingest-csv": Facts(connection, $"read_csv('{arguments[0]}', all_varchar=true, header=true, delim=',', quote='\"', escape='\"', auto_detect=false, columns={Columns()})", "Tags->>'$.team'", arguments[1]); break;
            case "allocate": Allocate(connection, arguments[0], arguments[1]); break;
            case "restate": Restate(connection, arguments[0], arguments[1]); break;
            case "usage": Usage(connection, arguments[0]); break;
            default: throw new ArgumentException($"There is no yardstick '{name}'.", nameof(name));
        }

        return 0;
    }

    /// <summary>An in-memory database set up as the fastest hand-written program would.</summary>
    public static DuckDBConnection Open()
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Execute(connection, "SET threads=2; SET memory_limit='4GB'; SET preserve_insertion_order=false; SET autoinstall_known_extensions=false; SET autoload_known_extensions=false");
        return connection;
    }

    public static void Execute(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static string Scalar(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    // The same answer the product commits: a day × team × service × account × region file, and its totals.
    private static void Facts(DuckDBConnection connection, string from, string team, string target)
    {
        Execute(connection, $"""
            COPY (SELECT cast(ChargePeriodStart AS TIMESTAMP)::DATE AS d, coalesce(lower({team}), 'untagged') AS team, ServiceName, SubAccountId, RegionId, {Costs}
                  FROM {from} GROUP BY ALL) TO '{target}' (FORMAT parquet, COMPRESSION zstd)
            """);
        Console.WriteLine(Scalar(connection, $"SELECT sum(BilledCost)::VARCHAR || ' ' || sum(EffectiveCost)::VARCHAR || ' ' || sum(n)::VARCHAR FROM '{target}'"));
    }

    // Rules as a CASE over the daily roll-up: what one would write when the rules never changed.
    private static void Allocate(DuckDBConnection connection, string daily, string target)
    {
        Execute(connection, $"""
            COPY (SELECT ChargeDay, coalesce(x_Tag_team, CASE WHEN SubAccountId LIKE '1%' THEN 'one' ELSE 'unallocated' END) AS x_Team, ServiceName, SubAccountId, RegionId,
                  BillingCurrency, ChargeCategory, sum(BilledCost) AS BilledCost, sum(EffectiveCost) AS EffectiveCost, sum(ListCost) AS ListCost, sum(ContractedCost) AS ContractedCost
                  FROM read_parquet('{daily}') GROUP BY ALL) TO '{target}' (FORMAT parquet, COMPRESSION zstd)
            """);
        Console.WriteLine(Scalar(connection, $"SELECT sum(BilledCost)::VARCHAR FROM '{target}'"));
    }

    // The changed month appended to a table, sorted, written and renamed over the earlier file: nobody sees half of it.
    private static void Restate(DuckDBConnection connection, string month, string target)
    {
        const string Keys = "d DATE, team VARCHAR, ServiceName VARCHAR, SubAccountId VARCHAR, RegionId VARCHAR, ChargeCategory VARCHAR, InvoiceId VARCHAR, BillingCurrency VARCHAR";
        Execute(connection, $"CREATE TABLE facts ({Keys}, BilledCost DECIMAL(28,10), EffectiveCost DECIMAL(28,10), ListCost DECIMAL(28,10), ContractedCost DECIMAL(28,10))");
        Execute(connection, $"""
            INSERT INTO facts SELECT ChargePeriodStart::DATE, coalesce(lower(Tags['team']), 'untagged'), ServiceName, SubAccountId, RegionId, ChargeCategory, InvoiceId, BillingCurrency,
            BilledCost, EffectiveCost, ListCost, ContractedCost FROM read_parquet('{month}')
            """);
        Execute(connection, $"COPY (SELECT * FROM facts ORDER BY d, team, ServiceName, SubAccountId) TO '{target}.half' (FORMAT parquet, COMPRESSION zstd)");
        File.Move(target + ".half", target, overwrite: true);
        Console.WriteLine(Scalar(connection, "SELECT sum(BilledCost)::VARCHAR FROM facts"));
    }

    // Percentiles and days of all samples at once, in as much memory as it takes.
    private static void Usage(DuckDBConnection connection, string metrics) => Console.WriteLine(Scalar(connection, $"""
        SELECT count(*) || ' ' || sum(p) FROM (SELECT resource_id, quantile_cont(value, 0.95) AS p, quantile_cont(value, 0.995) AS q, max(value), count(DISTINCT timestamp::DATE) FROM read_parquet('{metrics}') GROUP BY ALL)
        """));

    private static string Columns() => "{" + string.Join(", ", Generator.Columns.Select(column => $"'{column}': 'VARCHAR'")) + "}";
}
