using CostGuard.Core.Focus;
using CostGuard.Ledger.Sql;
using ParquetSharp;

namespace CostGuard.Ledger.Rollup;

/// <summary>The columns of one file that a roll-up needs. Which of them are of a kind that only DuckDB reads is known before the first row.</summary>
internal sealed class ScanColumns : IDisposable
{
    private readonly List<IRowColumn> _open = [];
    private readonly FileSql _file;
    private readonly SchemaDescriptor _schema;

    private ScanColumns(FileSql file, SchemaDescriptor schema) => (_file, _schema) = (file, schema);

    /// <summary>Numbers of each dimension, then of x_HasResource and the tags.</summary>
    public int[][] Ids { get; private set; } = [];

    public int[] Currencies { get; private set; } = [];

    /// <summary>The four costs; null where EffectiveCost stands in for every row.</summary>
    public ICostColumn?[] Costs { get; private set; } = [];

    public InstantColumn Period { get; private set; } = null!;

    public InstantColumn Start { get; private set; } = null!;

    public InstantColumn End { get; private set; } = null!;

    /// <summary>All columns that are read.</summary>
    public IReadOnlyList<IRowColumn> All => _open;

    /// <summary>The columns, or null when a kind of column asks for the general way.</summary>
    public static ScanColumns? Of(FileSql file, SchemaDescriptor schema, RollupTable table)
    {
        var columns = new ScanColumns(file, schema);
        if (columns.Find(table)) return columns;
        columns.Dispose();
        return null;
    }

    public void Dispose()
    {
        foreach (IRowColumn column in _open) column.Dispose();
    }

    /// <summary>A time column, or null when only DuckDB reads its kind.</summary>
    public static InstantColumn? TimeOf(FileSql file, SchemaDescriptor schema, string name)
    {
        if (file.Schema.Mapping[name] is not { } feed || new ScanColumns(file, schema).Leaf(feed, "TIMESTAMP", PhysicalType.Int64) is not { } leaf) return null;
        using LogicalType type = schema.Column(leaf).LogicalType;
        return (type as TimestampLogicalType)?.TimeUnit switch
        {
            TimeUnit.Millis => new InstantColumn(leaf, 1000, 1),
            TimeUnit.Micros => new InstantColumn(leaf, 1, 1),
            TimeUnit.Nanos => new InstantColumn(leaf, 1, 1000),
            _ => null,
        };
    }

    private bool Find(RollupTable table)
    {
        int[]?[] ids = [.. table.Dimensions.Select(Text), Resource(), Tags(table.Tags)];
        InstantColumn?[] times = [Time("BillingPeriodStart"), Time("ChargePeriodStart"), Time("ChargePeriodEnd")];
        if (ids.Contains(null) || times.Contains(null)) return false;
        Costs = new ICostColumn?[FileSql.Costs.Count];
        for (int i = 0; i < Costs.Length; i++)
        {
            bool defaulted = FocusColumns.DefaultToEffective.Contains(FileSql.Costs[i]) && _file.Source(FileSql.Costs[i]) == "NULL";
            if (!defaulted && (Costs[i] = Cost(FileSql.Costs[i])) is null) return false;
        }

        Ids = ids!;
        Currencies = Ids[table.Dimensions.Select(dimension => dimension.Name).ToList().IndexOf("BillingCurrency")];
        (Period, Start, End) = (times[0]!, times[1]!, times[2]!);
        return true;
    }

    private int[]? Text(Dimension dimension)
    {
        ColumnFeed? feed = _file.Schema.Mapping[dimension.Name];
        if (feed is null || feed.Kind == FeedKind.Constant)
        {
            int id = feed?.Constant is { } text ? dimension.Of(System.Text.Encoding.UTF8.GetBytes(text)) : 0;
            if (id < 0 || (id == 0 && dimension.Name is "BillingCurrency" or "ChargeCategory")) return null;
            int[] all = new int[RollupScan.BlockRows];
            Array.Fill(all, id);
            return all;
        }

        return Leaf(feed, "VARCHAR", PhysicalType.ByteArray) is { } leaf ? Open(new TextColumnIds(leaf, dimension)).Ids : null;
    }

    private int[]? Resource()
    {
        if (_file.Schema.Mapping["ResourceId"] is not { } feed) return new int[RollupScan.BlockRows];
        return Leaf(feed, "VARCHAR", PhysicalType.ByteArray) is { } leaf ? Open(new ResourceColumn(leaf)).Ids : null;
    }

    private int[]? Tags(TagSets sets)
    {
        if (_file.Schema.Mapping["Tags"] is not { } feed) return new int[RollupScan.BlockRows];
        if (Leaf(feed, "VARCHAR", PhysicalType.ByteArray) is { } text) return Open(new TextTags(text, sets)).Sets;
        if (!IsSource(feed) || _file.SourceType("Tags") != "MAP(VARCHAR, VARCHAR)") return null;
        int[] leaves = [.. Enumerable.Range(0, _schema.NumColumns).Where(i => _schema.Column(i).Path.ToDotString().StartsWith(feed.SourceName + ".", StringComparison.Ordinal))];
        bool plain = leaves.Length == 2 && leaves.All(i => _schema.Column(i).MaxRepetitionLevel == 1 && _schema.Column(i).PhysicalType == PhysicalType.ByteArray);
        return plain ? Open(new MapTags(leaves[0], leaves[1], sets)).Sets : null;
    }

    private InstantColumn? Time(string name) => TimeOf(_file, _schema, name) is { } column ? Open(column) : null;

    private ICostColumn? Cost(string name)
    {
        if (_file.Schema.Mapping[name] is not { } feed || !IsSource(feed)) return null;
        string type = _file.SourceType(name)!;
        if (type == "DOUBLE" && Leaf(feed, type, PhysicalType.Double) is { } real) return Open(new DoubleCost(real));
        int? scale = type.StartsWith("DECIMAL", StringComparison.Ordinal) ? ColumnSql.Scale(type) : ColumnSql.IsInteger(type) && type[0] != 'U' ? 0 : null;
        if (scale is not { } digits || digits > FocusNumber.Scale) return null;
        if (Leaf(feed, type, PhysicalType.Int32) is { } small) return Open(new Decimal32Cost(small, digits));
        if (Leaf(feed, type, PhysicalType.Int64) is { } large) return Open(new Decimal64Cost(large, digits));
        if (Leaf(feed, type, PhysicalType.FixedLenByteArray) is not { } bytes || _schema.Column(bytes).TypeLength > 16) return null;
        return Open(new DecimalBytesCost(bytes, _schema.Column(bytes).TypeLength, digits));
    }

    private int? Leaf(ColumnFeed feed, string type, PhysicalType physical)
    {
        if (!IsSource(feed) || !_file.TypeOf(feed).StartsWith(type, StringComparison.Ordinal)) return null;
        for (int i = 0; i < _schema.NumColumns; i++)
        {
            ColumnDescriptor column = _schema.Column(i);
            if (column.Path.ToDotString() == feed.SourceName)
                return column.PhysicalType == physical && column.MaxRepetitionLevel == 0 && column.MaxDefinitionLevel <= 1 ? i : null;
        }

        return null;
    }

    private static bool IsSource(ColumnFeed feed) => feed.Kind is FeedKind.Source or FeedKind.Copy;

    private T Open<T>(T column)
        where T : IRowColumn
    {
        _open.Add(column);
        return column;
    }
}
