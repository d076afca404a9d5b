using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CostGuard.Bench;

/// <summary>What one whole process cost: its own accounting by the kernel, start-up included.</summary>
public sealed record Measured(double CpuSeconds, double WallSeconds, double PeakMib, int ExitCode);

/// <summary>
/// Runs a command below a process of its own, so that the kernel's figures for waited children are this one command's. Linux and macOS only.
/// </summary>
public static class Measure
{
    /// <summary>Runs the command and returns what it cost. Its output goes to <paramref name="log"/>.</summary>
    public static Measured Run(string[] command, string log)
    {
        string result = log + ".measured";
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["measure", result, log, .. command]);
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        string[] parts = File.ReadAllText(result).Split(' ');
        return new Measured(Number(parts[0]), Number(parts[1]), Number(parts[2]), int.Parse(parts[3], CultureInfo.InvariantCulture));
    }

    /// <summary>The inner process: starts the command, waits, and writes the kernel's figures.</summary>
    public static int Inner(string result, string log, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        long begun = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        double wall = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        File.WriteAllText(log, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
        Usage usage = Children();
        double cpu = usage.UserSeconds + (usage.UserMicros / 1e6) + usage.SystemSeconds + (usage.SystemMicros / 1e6);
        double peak = usage.MaxRss / (OperatingSystem.IsMacOS() ? 1048576.0 : 1024.0);
        File.WriteAllText(result, string.Create(CultureInfo.InvariantCulture, $"{cpu:0.000} {wall:0.000} {peak:0.0} {process.ExitCode}"));
        return 0;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Usage Children()
    {
        const int RusageChildren = -1;
        var usage = default(Usage);
        return GetRusage(RusageChildren, ref usage) == 0 ? usage : throw new InvalidOperationException("The kernel keeps no figures of ended children.");
    }

    [DllImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static extern int GetRusage(int who, ref Usage usage);

    [StructLayout(LayoutKind.Sequential)]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicros;
        public long SystemSeconds;
        public long SystemMicros;
        public long MaxRss;
        public long Ixrss, Idrss, Isrss, Minflt, Majflt, Nswap, Inblock, Oublock, Msgsnd, Msgrcv, Nsignals, Nvcsw, Nivcsw;
    }
}
