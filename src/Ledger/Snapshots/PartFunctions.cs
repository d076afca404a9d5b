using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CostGuard.Core.Allocate;
using CostGuard.Core.Focus;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace CostGuard.Ledger.Snapshots;

/// <summary>
/// SQL functions cg_part_billed, …_effective, …_list and …_contracted: (division, cell, target) → DECIMAL(38,18), the part worked out where it is
/// needed and by the thread that needs it. Millions of parts need not be made, converted and kept beforehand.
/// </summary>
internal static unsafe class PartFunctions
{
    private const byte Digits = 38;

    /// <summary>Gives a connection the functions. They hold the divisions for as long as it lives.</summary>
    public static void Register(DuckDBConnection connection, IReadOnlyList<PoolDivision> divisions)
    {
        foreach (CostMetric metric in Enum.GetValues<CostMetric>()) Register(connection.NativeConnection, metric, [.. divisions]);
    }

    /// <summary>Name of the function for a cost column.</summary>
    public static string Of(string cost) => "cg_part_" + cost[..^"Cost".Length].ToLowerInvariant();

    private static void Register(DuckDBNativeConnection connection, CostMetric metric, PoolDivision[] divisions)
    {
        IntPtr function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, Of($"{metric}Cost"));
            using DuckDBLogicalType number = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Integer);
            using DuckDBLogicalType cost = NativeMethods.LogicalType.DuckDBCreateDecimalType(Digits, UnitCosts.Decimals);
            for (int i = 0; i < 3; i++) NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, number);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, cost);
            var state = GCHandle.Alloc(new State(metric, divisions));
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetExtraInfo(function, GCHandle.ToIntPtr(state), &Free);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(function, &Run);
            if (NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection, function) != DuckDBState.Success)
                throw new InvalidOperationException($"DuckDB does not take the function {Of($"{metric}Cost")}.");
        }
        finally
        {
            NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref function);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(IntPtr state) => GCHandle.FromIntPtr(state).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Run(IntPtr info, IntPtr input, IntPtr output)
    {
        try
        {
            var state = (State)GCHandle.FromIntPtr(NativeMethods.ScalarFunction.DuckDBScalarFunctionGetExtraInfo(info)).Target!;
            using var chunk = new DuckDBDataChunk(input);
            int rows = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
            var parts = new Span<Int128>(NativeMethods.Vectors.DuckDBVectorGetData(output), rows);
            ReadOnlySpan<int> divisions = Numbers(chunk, 0, rows), cells = Numbers(chunk, 1, rows), targets = Numbers(chunk, 2, rows);
            for (int i = 0; i < rows; i++) parts[i] = state.Divisions[divisions[i]].Part(state.Metric, cells[i], targets[i]);
        }
        catch (Exception error)
        {
            // An exception must not leave through DuckDB's frames: the query fails with its message.
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetError(info, error.ToString());
        }
    }

    private static ReadOnlySpan<int> Numbers(DuckDBDataChunk chunk, long column, int rows) =>
        new(NativeMethods.Vectors.DuckDBVectorGetData(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column)), rows);

    private sealed record State(CostMetric Metric, PoolDivision[] Divisions);
}
