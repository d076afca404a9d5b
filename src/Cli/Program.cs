Console.WriteLine("costguard");
