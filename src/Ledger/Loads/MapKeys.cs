using ParquetSharp;

namespace CostGuard.Ledger.Loads;

/// <summary>Finds the distinct keys of a MAP column by reading its key column only, by pointer into the dictionary page: a fraction of a full scan.</summary>
internal static class MapKeys
{
    private const int BatchValues = 65_536;

    public static unsafe IReadOnlyCollection<string> Read(string path, string column, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        using var file = new ParquetFileReader(path);
        int index = KeyColumn(file.FileMetaData.Schema, column);
        var values = new ByteArray[BatchValues];
        var definitions = new short[BatchValues];
        var repetitions = new short[BatchValues];
        for (int group = 0; group < file.FileMetaData.NumRowGroups; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using RowGroupReader rows = file.RowGroup(group);
            using var reader = (ColumnReader<ByteArray>)rows.Column(index);
            var seen = new HashSet<(nint Pointer, int Length)>();
            while (reader.HasNext)
            {
                reader.ReadBatch(BatchValues, definitions, repetitions, values, out long read);
                (nint, int) last = default;
                for (int i = 0; i < read; i++)
                {
                    (nint, int) at = (values[i].Pointer, values[i].Length);
                    if (at == last) continue;
                    last = at;
                    if (seen.Add(at)) keys.Add(System.Text.Encoding.UTF8.GetString((byte*)values[i].Pointer, values[i].Length));
                }

                // A batch lies in one page. The next page may be decoded into the same memory, so that pointers are good for one batch only.
                seen.Clear();
            }
        }

        return keys;
    }

    private static int KeyColumn(SchemaDescriptor schema, string column)
    {
        for (int i = 0; i < schema.NumColumns; i++)
        {
            string path = schema.Column(i).Path.ToDotString();
            if (path.StartsWith(column + ".", StringComparison.Ordinal) && path.EndsWith(".key", StringComparison.Ordinal)) return i;
        }

        throw new InvalidOperationException($"The MAP column {column} has no key column.");
    }
}
