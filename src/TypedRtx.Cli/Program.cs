System.Console.WriteLine("typedrtx");
