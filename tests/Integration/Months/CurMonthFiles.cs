using System.Globalization;
using System.Text;
using DuckDB.NET.Data;

namespace CostGuard.Integration.Months;

/// <summary>The month as AWS Data Exports deliver it: CUR 2.0 in Parquet, in several parts, amounts as DOUBLE, tags and product as maps.</summary>
internal static class CurMonthFiles
{
    private const string Columns = "type,day,service,account,tags,unblended,plan,plan_cost,plan_fee,reservation,reservation_cost";

    /// <summary>Writes the parts; returns their paths in order.</summary>
    public static async Task<IReadOnlyList<string>> WriteAsync(BigMonth month, string folder, int parts, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string lines = Path.Combine(folder, "lines.csv");
        WriteLines(month, lines);
        await using var connection = new DuckDBConnection("Data Source=:memory:");
        await connection.OpenAsync(cancellationToken);
        await using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE lines AS SELECT row_number() OVER () AS n, * FROM read_csv('{lines}', header = true, all_varchar = true, nullstr = '');
            CREATE VIEW report AS SELECT n, 'line-' || n AS identity_line_item_id, '999999999999' AS bill_payer_account_id, 'AWS' AS bill_billing_entity, 'Anniversary' AS bill_bill_type,
              TIMESTAMP '2025-06-01' AS bill_billing_period_start_date, TIMESTAMP '2025-07-01' AS bill_billing_period_end_date,
              type AS line_item_line_item_type, CAST(day AS TIMESTAMP) AS line_item_usage_start_date, CAST(day AS TIMESTAMP) + INTERVAL 1 DAY AS line_item_usage_end_date,
              account AS line_item_usage_account_id, 'Account' AS line_item_usage_account_name, 'USD' AS line_item_currency_code, 'AmazonEC2' AS line_item_product_code,
              CAST(unblended AS DOUBLE) AS line_item_unblended_cost, 1.0::DOUBLE AS line_item_usage_amount, 'Hrs' AS pricing_unit,
              MAP(['product_name'], [service]) AS product, CASE WHEN tags IS NULL THEN MAP([], []) ELSE MAP(['user_team'], [tags]) END::MAP(VARCHAR, VARCHAR) AS resource_tags,
              plan AS savings_plan_savings_plan_a_r_n, CAST(plan_cost AS DOUBLE) AS savings_plan_savings_plan_effective_cost,
              CAST(plan_fee AS DOUBLE) AS savings_plan_total_commitment_to_date, CAST(plan_fee AS DOUBLE) AS savings_plan_used_commitment,
              reservation AS reservation_reservation_a_r_n, CAST(reservation_cost AS DOUBLE) AS reservation_effective_cost,
              0.0::DOUBLE AS reservation_unused_amortized_upfront_fee_for_billing_period, 0.0::DOUBLE AS reservation_unused_recurring_fee
              FROM lines
            """;
        await command.ExecuteNonQueryAsync(cancellationToken);
        var files = new List<string>();
        for (int part = 0; part < parts; part++)
        {
            files.Add(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"acme-{part:00000}.snappy.parquet")));
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"COPY (SELECT * EXCLUDE (n) FROM report WHERE n % {parts} = {part}) TO '{files[part]}' (FORMAT parquet, COMPRESSION snappy)");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return files;
    }

    // What a plan covers is booked at its price and taken back; what a reservation covers is booked at nothing.
    private static void WriteLines(BigMonth month, string path)
    {
        using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        file.WriteLine(Columns);
        bool plan = false;
        foreach (MonthRow row in month.Rows)
        {
            plan = !plan;
            void Line(string type, decimal unblended, string commitment = ",,,,") => file.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{type},{row.Day:yyyy-MM-dd},{row.Service},{row.Account},{row.Team},{unblended},{commitment}"));
            string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
            switch (row.Kind)
            {
                case ChargeKind.Covered when plan:
                    Line("SavingsPlanCoveredUsage", row.Effective * 2, $"arn:plan,{Text(row.Effective)},,,");
                    Line("SavingsPlanNegation", row.Effective * -2, "arn:plan,,,,");
                    break;
                case ChargeKind.Covered:
                    Line("DiscountedUsage", 0, $",,,arn:reservation,{Text(row.Effective)}");
                    break;
                case ChargeKind.Fee when plan:
                    Line("SavingsPlanRecurringFee", row.Billed, $"arn:plan,,{Text(row.Billed)},,");
                    break;
                case ChargeKind.Fee:
                    Line("RIFee", row.Billed, ",,,arn:reservation,");
                    break;
                default:
                    Line(row.Kind.ToString(), row.Billed);
                    break;
            }
        }
    }
}
