using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Sql;
using ParquetSharp;

namespace CostGuard.Ledger.Rollup;

/// <summary>
/// Reads a Parquet file once, from end to end: row checks, raw totals and the groups of the daily roll-up in one pass, on dictionary addresses instead of texts.
/// It takes files in which every row is sound and of one billing period, which are nearly all; anything else is left to the general way through DuckDB.
/// </summary>
/// <param name="file">The columns of the file.</param>
/// <param name="only">The only billing period wanted, or null for any one.</param>
/// <param name="bytesMax">A table that holds more is given up.</param>
internal sealed class RollupScan(FileSql file, BillingPeriod? only, long bytesMax = RollupScan.BytesMax)
{
    /// <summary>Rows read at once.</summary>
    public const int BlockRows = 8_192;

    /// <summary>A table that holds more is given up: DuckDB can put aside on disk what does not fit.</summary>
    public const long BytesMax = 512L << 20;

    private Int128[][] _costs = [];
    private long _period;

    /// <summary>Why the file was left to the general way.</summary>
    public GeneralWay Why { get; private set; }

    /// <summary>Adds a file to the table of its period. Null when it needs the general way; the table is then of no use any more.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tableOf">The table of a period.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public IReadOnlyList<FileTotal>? Read(string path, Func<BillingPeriod, RollupTable> tableOf, CancellationToken cancellationToken)
    {
        if (file.Schema.Report is not null) return Leave(GeneralWay.Report);
        try
        {
            using var parquet = new ParquetFileReader(path);
            if (FirstPeriod(parquet) is not { } period) return null;
            if (only is { } month && month != period) return Leave(GeneralWay.Periods);
            _period = Micros(period);
            RollupTable table = tableOf(period);
            using ScanColumns? columns = ScanColumns.Of(file, parquet.FileMetaData.Schema, table);
            if (columns is null) return Leave(GeneralWay.Columns);
            _costs = [.. columns.Costs.Select(cost => cost?.Units ?? columns.Costs[1]!.Units)];
            var totals = new RawTotals(table.Dimensions.First(dimension => dimension.Name == "BillingCurrency"));
            return ReadGroups(parquet, columns, totals, table, cancellationToken) ? totals.Of(period) : null;
        }
        catch (ParquetException)
        {
            return Leave(GeneralWay.Encoding);
        }
    }

    private bool ReadGroups(ParquetFileReader parquet, ScanColumns columns, RawTotals totals, RollupTable table, CancellationToken cancellationToken)
    {
        for (int group = 0; group < parquet.FileMetaData.NumRowGroups; group++)
        {
            using RowGroupReader rows = parquet.RowGroup(group);
            foreach (IRowColumn column in columns.All) column.Open(rows);
            for (long left = rows.MetaData.NumRows; left > 0; left -= BlockRows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int block = (int)Math.Min(left, BlockRows);
                Why = ReadBlock(columns, block);
                if (Why != GeneralWay.None || !Add(columns, totals, table, block)) return false;
            }

            if (table.Bytes <= bytesMax) continue;
            Why = GeneralWay.TableTooBig;
            return false;
        }

        return true;
    }

    private bool Add(ScanColumns columns, RawTotals totals, RollupTable table, int rows)
    {
        try
        {
            totals.Add(columns.Currencies, _costs, rows);
            table.Add(columns.Ids, columns.Start.Micros, _costs, rows);
            return true;
        }
        catch (OverflowException)
        {
            Why = GeneralWay.SumTooWide;
            return false;
        }
    }

    private IReadOnlyList<FileTotal>? Leave(GeneralWay why)
    {
        Why = why;
        return null;
    }

    private BillingPeriod? FirstPeriod(ParquetFileReader parquet)
    {
        using InstantColumn? column = ScanColumns.TimeOf(file, parquet.FileMetaData.Schema, "BillingPeriodStart");
        Why = column is null ? GeneralWay.Columns : GeneralWay.Rows;
        if (column is null || parquet.FileMetaData.NumRowGroups == 0) return null;
        using RowGroupReader rows = parquet.RowGroup(0);
        if (rows.MetaData.NumRows == 0) return null;
        column.Open(rows);
        column.Read(1);
        BillingPeriod period = BillingPeriod.Of(DateOnly.FromDateTime(DateTime.UnixEpoch.AddMicroseconds(column.Micros[0])));
        if (column.Odd || Micros(period) != column.Micros[0]) return null;
        Why = GeneralWay.None;
        return period;
    }

    private GeneralWay ReadBlock(ScanColumns columns, int rows)
    {
        foreach (IRowColumn column in columns.All)
        {
            column.Read(rows);
            if (column.Odd) return GeneralWay.Value;
        }

        if (columns.Period.Micros.AsSpan(0, rows).ContainsAnyExcept(_period)) return GeneralWay.Periods;
        return TimesAreSound(columns.Start.Micros, columns.End.Micros, rows) && CostsAreSound(columns, rows) ? GeneralWay.None : GeneralWay.Rows;
    }

    private static bool TimesAreSound(long[] start, long[] end, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            if (end[row] <= start[row]) return false;
        }

        return true;
    }

    private static bool CostsAreSound(ScanColumns columns, int rows)
    {
        if (columns.Costs[0]!.IsNull.AsSpan(0, rows).Contains(true) || columns.Costs[1]!.IsNull.AsSpan(0, rows).Contains(true)) return false;
        Int128[] effective = columns.Costs[1]!.Units;
        foreach (ICostColumn? cost in columns.Costs.Skip(2))
        {
            if (cost is null || !cost.IsNull.AsSpan(0, rows).Contains(true)) continue;
            for (int row = 0; row < rows; row++)
            {
                if (cost.IsNull[row]) cost.Units[row] = effective[row];
            }
        }

        return true;
    }

    private static long Micros(BillingPeriod period) => (period.FirstDay.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * TimeSpan.MicrosecondsPerDay;
}
